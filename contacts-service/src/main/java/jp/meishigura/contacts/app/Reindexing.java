package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.domain.sealed.IndexDigest;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.keys.BorrowedKeys;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.keys.KeySuccession;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.contacts.store.BlindIndexTable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.IndexVersionTable;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.contacts.store.ReindexTable;
import jp.meishigura.contacts.store.StaleIndexKey;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantScope;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/**
 * Computes blind indexes under a further version of a tenant's index keys. While it goes on, cards
 * are looked for under both; at its end the older version is retired, and its digests go.
 */
@ApplicationScoped
public class Reindexing {

  private static final Logger LOG = Logger.getLogger(Reindexing.class);

  private static final Set<Field> INDEXED = EnumSet.of(Field.PHONE, Field.EMAIL);

  private final TenantTransactions transactions;
  private final IndexVersionTable versions;
  private final KeyWorkTable work;
  private final ReindexTable table;
  private final BlindIndexTable digests;
  private final CardStore cards;
  private final SubjectKeys keys;
  private final BlindIndexes indexes;
  private final CardOpener opener;
  private final KeySuccession succession;
  private final KeyMemory memory;
  private final KeyWorkEnd end;
  private final Clock clock;
  private final KeyUse use;
  private final int batch;

  Reindexing(
      TenantTransactions transactions,
      IndexVersionTable versions,
      KeyWorkTable work,
      ReindexTable table,
      BlindIndexTable digests,
      CardStore cards,
      SubjectKeys keys,
      BlindIndexes indexes,
      CardOpener opener,
      KeySuccession succession,
      KeyMemory memory,
      KeyWorkEnd end,
      ServiceName service,
      Clock clock,
      ContactsConfig config) {
    this.transactions = transactions;
    this.versions = versions;
    this.work = work;
    this.table = table;
    this.digests = digests;
    this.cards = cards;
    this.keys = keys;
    this.indexes = indexes;
    this.opener = opener;
    this.succession = succession;
    this.memory = memory;
    this.end = end;
    this.clock = clock;
    this.use = new KeyUse(service.value(), null, KeyUse.Reason.REINDEX);
    this.batch = config.keyWorkBatch();
  }

  /** A further version was told of; in the transaction of the event. */
  public void begin(int version) {
    Tenant tenant = TenantScope.tenant();
    if (!versions.raise(version)) {
      return;
    }
    KeyWork fresh =
        new KeyWork(
            UUID.randomUUID(),
            tenant.id(),
            tenant.alias(),
            new KeyWork.Kind.Reindex(version),
            use.actor(),
            KeyWork.State.RUNNING,
            new KeyWork.Progress(0, 0, 0),
            KeyWork.START,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    if (!work.add(fresh)) {
      work.aimAt(version);
    }
  }

  /**
   * One batch, or the end. Hibernate asks for the tenant only where a request context is active.
   */
  @ActivateRequestContext
  void step(KeyWork one, int version) {
    Tenant tenant = new Tenant(one.tenant(), one.tenantAlias());
    List<SealedCard> next =
        transactions.call(tenant, () -> cards.inOrderOfIds(Optional.of(one.position()), batch));
    if (next.isEmpty()) {
      finish(tenant, one, version);
      return;
    }
    try {
      Map<UUID, List<IndexDigest>> anew = compute(tenant, next);
      transactions.run(
          tenant,
          () -> {
            digests.insert(unchanged(next, anew));
            work.advance(one, next.getLast().id(), anew.size(), next.size() - anew.size());
          });
    } catch (StaleIndexKey e) {
      memory.forgetIndexKeys(tenant.id());
    }
  }

  /** Those that do not open are missing: they keep what they have. */
  private Map<UUID, List<IndexDigest>> compute(Tenant tenant, List<SealedCard> next) {
    Map<UUID, List<IndexDigest>> anew = new HashMap<>();
    try (BorrowedKeys borrowed =
        keys.borrowOnce(tenant, next.stream().map(SealedCard::keyId).toList(), use)) {
      for (SealedCard card : next) {
        try {
          List<IndexTerm> terms =
              IndexTerm.allOf(opener.open(tenant, card, borrowed, INDEXED).draft());
          anew.put(card.id(), indexes.newest(tenant, use.actor(), terms));
        } catch (CardDamaged e) {
          LOG.errorf("Card %s does not open and is not indexed anew", card.id());
        }
      }
    }
    return anew;
  }

  /** Whoever has changed a card meanwhile has indexed it anew, and an erased one is gone. */
  private Map<UUID, List<IndexDigest>> unchanged(
      List<SealedCard> read, Map<UUID, List<IndexDigest>> anew) {
    Map<UUID, Long> now = table.hold(anew.keySet());
    Map<UUID, List<IndexDigest>> kept = new HashMap<>(anew);
    read.forEach(
        card -> {
          if (!Long.valueOf(card.revision()).equals(now.get(card.id()))) {
            kept.remove(card.id());
          }
        });
    return kept;
  }

  private void finish(Tenant tenant, KeyWork one, int version) {
    long behind = transactions.call(tenant, () -> table.countBehind(version));
    if (behind > 0) {
      transactions.run(tenant, () -> end.failed(one, behind));
      return;
    }
    indexes.versions(tenant, use.actor()).stream()
        .filter(known -> known < version)
        .forEach(old -> succession.retireIndexKey(tenant, old, use));
    while (transactions.call(tenant, () -> table.removeBefore(version, batch)) > 0) {
      // until none is left
    }
    transactions.run(tenant, () -> end.finished(one));
    memory.forgetIndexKeys(tenant.id());
  }
}
