package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/** Forgets keys before their time: what needs one afterwards asks crypto-gateway. */
@ApplicationScoped
public class KeyMemory {

  private final SubjectKeyCache cache;
  private final KeyPool pool;
  private final IndexKeyCache indexes;
  private final Forgettings forgettings;

  KeyMemory(SubjectKeyCache cache, KeyPool pool, IndexKeyCache indexes, Forgettings forgettings) {
    this.forgettings = forgettings;
    this.cache = cache;
    this.pool = pool;
    this.indexes = indexes;
  }

  /** Zeroes one card's key. */
  public void forgetCard(UUID tenant, UUID keyId) {
    cache.forget(tenant, keyId);
  }

  /** Zeroes the keys of cards that are erased. */
  public void forgetSubjects(UUID tenant, Set<UUID> subjects) {
    forgettings.note(tenant);
    cache.forgetSubjects(tenant, subjects);
  }

  /** Zeroes a tenant's keys for blind indexes: what needs one next learns which there are. */
  public void forgetIndexKeys(UUID tenant) {
    forgettings.note(tenant);
    indexes.forget(tenant);
  }

  /** Zeroes every key of a tenant. */
  public void forgetTenant(UUID tenant) {
    forgettings.note(tenant);
    cache.forgetTenant(tenant);
    pool.forgetTenant(tenant);
    indexes.forget(tenant);
  }
}
