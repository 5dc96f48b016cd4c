package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Forgets keys before their time: what needs one afterwards asks crypto-gateway. */
@ApplicationScoped
public class KeyMemory {

  private final SubjectKeyCache cache;
  private final KeyPool pool;
  private final BlindIndexes indexes;

  KeyMemory(SubjectKeyCache cache, KeyPool pool, BlindIndexes indexes) {
    this.cache = cache;
    this.pool = pool;
    this.indexes = indexes;
  }

  /** Zeroes one card's key. */
  public void forgetCard(UUID tenant, UUID keyId) {
    cache.forget(tenant, keyId);
  }

  /** Zeroes a tenant's keys for blind indexes: what needs one next learns which there are. */
  public void forgetIndexKeys(UUID tenant) {
    indexes.forgetTenant(tenant);
  }

  /** Zeroes every key of a tenant. */
  public void forgetTenant(UUID tenant) {
    cache.forgetTenant(tenant);
    pool.forgetTenant(tenant);
    indexes.forgetTenant(tenant);
  }
}
