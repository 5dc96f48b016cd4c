package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.keys.GatewayClient.Released;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;

/** Keys of cards that exist. */
@ApplicationScoped
public class SubjectKeys {

  private final GatewayClient gateway;
  private final SubjectKeyCache cache;
  private final StoppedPeople stopped;
  private final int batchSize;

  public SubjectKeys(
      GatewayClient gateway, SubjectKeyCache cache, StoppedPeople stopped, KeysConfig config) {
    this.stopped = stopped;
    this.gateway = gateway;
    this.cache = cache;
    this.batchSize = config.batchSize();
  }

  /**
   * Keys from memory or, for those not there, from crypto-gateway. The caller closes them.
   *
   * @throws KeysUnavailable when some are not in memory and crypto-gateway gives none
   * @throws ReleaseStopped when this actor gets none, wherever they are
   */
  public BorrowedKeys borrow(Tenant tenant, Collection<UUID> keyIds, KeyUse use) {
    stopped.check(tenant, use.actor());
    Map<UUID, SecretBytes> keys = new HashMap<>();
    List<UUID> absent = new ArrayList<>();
    for (UUID keyId : new LinkedHashSet<>(keyIds)) {
      Optional<SecretBytes> known = cache.copyOf(tenant, keyId);
      if (known.isPresent()) {
        keys.put(keyId, known.get());
      } else {
        absent.add(keyId);
      }
    }
    try {
      Released fetched = fetch(tenant, absent, use);
      for (SubjectKey one : fetched.keys()) {
        keys.put(one.keyId(), one.key());
        cache.keep(tenant, one);
      }
      return new BorrowedKeys(keys, Set.copyOf(fetched.broken()));
    } catch (KeysUnavailable e) {
      keys.values().forEach(SecretBytes::close);
      throw e;
    }
  }

  /** Keys that are needed once, past the cache, which a whole tenant's cards would wash out. */
  public BorrowedKeys borrowOnce(Tenant tenant, Collection<UUID> keyIds, KeyUse use) {
    Released fetched = fetch(tenant, new ArrayList<>(new LinkedHashSet<>(keyIds)), use);
    Map<UUID, SecretBytes> keys = new HashMap<>();
    fetched.keys().forEach(one -> keys.put(one.keyId(), one.key()));
    return new BorrowedKeys(keys, Set.copyOf(fetched.broken()));
  }

  /** Keeps the key of a card that was just written: it will be read soon. */
  public void keep(Tenant tenant, SubjectKey key) {
    cache.keep(tenant, key);
  }

  private Released fetch(Tenant tenant, List<UUID> keyIds, KeyUse use) {
    List<SubjectKey> fetched = new ArrayList<>(keyIds.size());
    List<UUID> broken = new ArrayList<>();
    try {
      for (int from = 0; from < keyIds.size(); from += batchSize) {
        List<UUID> batch = keyIds.subList(from, Math.min(from + batchSize, keyIds.size()));
        Released released = gateway.release(tenant, batch, use);
        fetched.addAll(released.keys());
        broken.addAll(released.broken());
      }
      return new Released(fetched, broken);
    } catch (RuntimeException e) {
      fetched.forEach(SubjectKey::close);
      throw e;
    }
  }
}
