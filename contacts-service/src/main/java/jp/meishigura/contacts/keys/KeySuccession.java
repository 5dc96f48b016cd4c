package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;

/** Further keys of cards that have one, and the end of those that nothing is sealed with. */
@ApplicationScoped
public class KeySuccession {

  private final GatewayClient gateway;

  KeySuccession(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /**
   * For each card a key that is newer than the one it is sealed with. One that an interrupted
   * attempt has left unused is taken before another is made. The caller closes them.
   *
   * @param cards with the ids of the keys that they are sealed with
   * @throws KeysUnavailable when crypto-gateway gives none; nothing is lost then
   */
  public List<SubjectKey> successors(Tenant tenant, Map<UUID, UUID> cards, KeyUse use) {
    List<SubjectKey> newest = new ArrayList<>();
    List<UUID> without = new ArrayList<>();
    for (SubjectKey key : gateway.create(tenant, List.copyOf(cards.keySet()), use)) {
      if (key.keyId().equals(cards.get(key.subject()))) {
        key.close();
        without.add(key.subject());
      } else {
        newest.add(key);
      }
    }
    if (!without.isEmpty()) {
      try {
        newest.addAll(gateway.renew(tenant, without, use));
      } catch (KeysUnavailable e) {
        newest.forEach(SubjectKey::close);
        throw e;
      }
    }
    return newest;
  }

  /**
   * Retires keys that seal nothing any more; the same again changes nothing.
   *
   * @return those that are gone: one stays while crypto-gateway has no newer one of its card
   */
  public List<UUID> retire(Tenant tenant, List<UUID> keyIds, KeyUse use) {
    return gateway.retire(tenant, keyIds, use);
  }

  /** Retires a version of the index keys that nothing is found under any more. */
  public void retireIndexKey(Tenant tenant, int version, KeyUse use) {
    gateway.retireIndexKey(tenant, version, use);
  }
}
