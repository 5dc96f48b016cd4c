package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.BorrowedKeys;
import jp.meishigura.contacts.keys.CardSealer;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.keys.KeySuccession;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.keys.SubjectKey;
import jp.meishigura.contacts.keys.SubjectKeys;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.RetiringKeyTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.tx.AfterCommit;
import jp.meishigura.platform.tx.TenantScope;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals cards anew under further keys of their own. The older key opens what was read before and is
 * retired a while later; until then either opens what it sealed, whenever a process dies.
 */
@ApplicationScoped
class Resealer {

  private static final Logger LOG = Logger.getLogger(Resealer.class);

  private final SubjectKeys keys;
  private final KeySuccession succession;
  private final CardSealer sealer;
  private final CardStore cards;
  private final RetiringKeyTable retiring;
  private final KeyMemory memory;
  private final AfterCommit afterCommit;
  private final Clock clock;
  private final ContactsConfig config;

  Resealer(
      SubjectKeys keys,
      KeySuccession succession,
      CardSealer sealer,
      CardStore cards,
      RetiringKeyTable retiring,
      KeyMemory memory,
      AfterCommit afterCommit,
      Clock clock,
      ContactsConfig config) {
    this.keys = keys;
    this.succession = succession;
    this.sealer = sealer;
    this.cards = cards;
    this.retiring = retiring;
    this.memory = memory;
    this.afterCommit = afterCommit;
    this.clock = clock;
    this.config = config;
  }

  /**
   * Cards as they were read and as they are to be.
   *
   * @param broken those that do not open, and stay as they are
   */
  record Resealed(List<SealedCard> anew, Map<UUID, UUID> oldKeys, Map<UUID, Damage> broken) {}

  /**
   * Seals them anew; outside of any transaction.
   *
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when there are no keys for it
   */
  Resealed reseal(Tenant tenant, List<SealedCard> before, KeyUse use) {
    Map<UUID, UUID> sealedWith = new HashMap<>();
    before.forEach(card -> sealedWith.put(card.id(), card.keyId()));
    Map<UUID, SubjectKey> successors = new HashMap<>();
    Map<UUID, Damage> broken = new HashMap<>();
    List<SealedCard> anew = new ArrayList<>(before.size());
    try (BorrowedKeys old = keys.borrowOnce(tenant, sealedWith.values(), use)) {
      // A card without its key gets no further one: that would seal nothing.
      Map<UUID, UUID> whole = new HashMap<>(sealedWith);
      whole.values().removeIf(key -> old.of(key).isEmpty());
      if (!whole.isEmpty()) {
        succession
            .successors(tenant, whole, use)
            .forEach(key -> successors.put(key.subject(), key));
      }
      for (SealedCard card : before) {
        try {
          anew.add(reseal(tenant, card, CardOpener.key(card, old), successors));
        } catch (CardDamaged e) {
          LOG.errorf("Not sealed anew: %s", e.getMessage());
          broken.put(card.id(), e.damage());
        }
      }
    } finally {
      successors.values().forEach(SubjectKey::close);
    }
    return new Resealed(anew, sealedWith, broken);
  }

  private SealedCard reseal(
      Tenant tenant, SealedCard card, SecretBytes old, Map<UUID, SubjectKey> successors) {
    @Nullable SubjectKey successor = successors.get(card.id());
    if (successor == null) {
      throw new IllegalStateException("crypto-gateway gave no further key for " + card.id());
    }
    try {
      return new SealedCard(
          card.id(),
          successor.keyId(),
          card.revision() + 1,
          card.owner(),
          sealer.reseal(tenant, card, old, successor),
          card.sources(),
          card.createdAt(),
          card.updatedAt());
    } catch (SealBroken e) {
      throw new CardDamaged(card.id(), Damage.SEAL_BROKEN);
    }
  }

  /**
   * Writes those that nobody has changed since they were read; in a transaction of their tenant.
   *
   * @return ids of those that were written
   */
  List<UUID> write(Resealed resealed) {
    UUID tenant = TenantScope.tenant().id();
    List<UUID> written = cards.changeKeys(resealed.anew());
    List<UUID> old = written.stream().map(card -> resealed.oldKeys().get(card)).toList();
    retiring.add(old, clock.instant().plus(config.retireAfter()));
    afterCommit.run(() -> old.forEach(key -> memory.forgetCard(tenant, key)));
    return written;
  }
}
