package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
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
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.contacts.store.ReindexTable;
import jp.meishigura.contacts.store.StaleIndexKey;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Computes blind indexes under a further version of a tenant's index keys. While it goes on, cards
 * are looked for under both; at its end the older version is retired, and its digests go.
 */
@ApplicationScoped
class ReindexWork {

  private static final Logger LOG = Logger.getLogger(ReindexWork.class);

  private static final Set<Field> INDEXED = EnumSet.of(Field.PHONE, Field.EMAIL);

  /** Cards that change five times meanwhile are left to the end of the pass. */
  private static final int ATTEMPTS = 5;

  private final TenantTransactions transactions;
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
  private final KeyUse use;
  private final int batch;

  ReindexWork(
      TenantTransactions transactions,
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
      ContactsConfig config) {
    this.transactions = transactions;
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
    this.use = new KeyUse(service.value(), null, KeyUse.Reason.REINDEX);
    this.batch = config.keyWorkBatch();
  }

  /**
   * One batch, or the end. Hibernate asks for the tenant only where a request context is active.
   */
  @ActivateRequestContext
  void step(KeyWork one, int version) {
    Tenant tenant = new Tenant(one.tenant(), one.tenantAlias());
    List<SealedCard> next =
        transactions.call(tenant, () -> cards.inOrderOfIds(Optional.of(one.position()), batch));
    if (!next.isEmpty()) {
      index(tenant, one, next, next.getLast().id(), digests::insert);
    } else if (!catchUp(tenant, one, version)) {
      finish(tenant, one, version);
    }
  }

  /** What a pass has left behind, without what does not open; false when there is nothing. */
  private boolean catchUp(Tenant tenant, KeyWork one, int version) {
    List<UUID> behind = transactions.call(tenant, () -> table.behind(version, one.id(), batch));
    if (behind.isEmpty()) {
      return false;
    }
    // Whatever is not of the newest version and is not computed again must not keep the work busy.
    index(
        tenant,
        one,
        transactions.call(tenant, () -> cards.find(behind)),
        one.position(),
        anew -> anew.forEach(digests::replace));
    return true;
  }

  private void index(
      Tenant tenant,
      KeyWork one,
      List<SealedCard> next,
      UUID position,
      Consumer<Map<UUID, List<IndexDigest>>> keep) {
    List<SealedCard> pending = next;
    try {
      for (int attempt = 1; !pending.isEmpty() && attempt <= ATTEMPTS; attempt++) {
        Computed computed = compute(tenant, pending);
        pending = transactions.call(tenant, () -> write(one, position, computed, keep));
      }
    } catch (StaleIndexKey e) {
      memory.forgetIndexKeys(tenant.id());
    }
  }

  /**
   * Cards as they were read, and their digests.
   *
   * @param broken those that do not open: they keep what they have
   */
  private record Computed(
      List<SealedCard> read, Map<UUID, List<IndexDigest>> anew, List<UUID> broken) {}

  private Computed compute(Tenant tenant, List<SealedCard> read) {
    Map<UUID, List<IndexDigest>> anew = new HashMap<>();
    List<UUID> broken = new ArrayList<>();
    try (BorrowedKeys borrowed =
        keys.borrowOnce(tenant, read.stream().map(SealedCard::keyId).toList(), use)) {
      for (SealedCard card : read) {
        try {
          List<IndexTerm> terms =
              IndexTerm.allOf(opener.open(tenant, card, borrowed, INDEXED).draft());
          anew.put(card.id(), indexes.newest(tenant, use.actor(), terms));
        } catch (CardDamaged e) {
          LOG.errorf("Not indexed anew: %s", e.getMessage());
          broken.add(card.id());
        }
      }
    }
    return new Computed(read, anew, broken);
  }

  /**
   * Writes those that nobody has changed since they were read. A change has indexed a card anew, a
   * further key has not: whichever it was, the card is read again.
   *
   * @return those that were changed, as they are now
   */
  private List<SealedCard> write(
      KeyWork one, UUID position, Computed computed, Consumer<Map<UUID, List<IndexDigest>>> keep) {
    Map<UUID, Long> now = table.hold(computed.read().stream().map(SealedCard::id).toList());
    Map<UUID, List<IndexDigest>> kept = new HashMap<>();
    List<UUID> broken = new ArrayList<>();
    List<UUID> changed = new ArrayList<>();
    for (SealedCard card : computed.read()) {
      @Nullable Long revision = now.get(card.id());
      @Nullable List<IndexDigest> anew = computed.anew().get(card.id());
      if (revision == null) {
        continue; // erased
      }
      if (revision != card.revision()) {
        changed.add(card.id());
      } else if (anew == null) {
        broken.add(card.id());
      } else {
        kept.put(card.id(), anew);
      }
    }
    keep.accept(kept);
    boolean goesOn = work.advance(one, position, kept.size(), broken);
    return goesOn ? cards.find(changed) : List.of();
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
    if (transactions.call(tenant, () -> end.finished(one))) {
      memory.forgetIndexKeys(tenant.id());
    }
  }
}
