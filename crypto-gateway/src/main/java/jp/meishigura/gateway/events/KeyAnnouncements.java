package jp.meishigura.gateway.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.TenantScope;

/** Tells the other services, with the transaction that changes something. */
@ApplicationScoped
public class KeyAnnouncements {

  private final Outbox outbox;

  /** Body of {@code jp.meishigura.keys.destroyed.v1}; its schema is in src/main/events. */
  record KeysDestroyed(
      UUID tenant, String tenantAlias, UUID subject, UUID order, Instant destroyedAt) {}

  /** Body of {@code jp.meishigura.keys.sealed.v1} and of {@code …unsealed.v1}. */
  record KeysSealed(UUID tenant, String tenantAlias, Instant at) {}

  /** Body of {@code jp.meishigura.keys.index-added.v1} and of {@code …index-retired.v1}. */
  record IndexKeyChanged(UUID tenant, String tenantAlias, int version, Instant at) {}

  /** Body of {@code jp.meishigura.keys.retired.v1}. */
  record KeysRetired(UUID tenant, String tenantAlias, List<UUID> keyIds, Instant at) {}

  public KeyAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  public void destroyed(List<Tombstone> tombstones) {
    outbox.append(
        tombstones.stream()
            .map(
                tombstone ->
                    OutgoingEvent.of(
                        Tombstone.TOPIC,
                        tombstone.key(),
                        Tombstone.TYPE,
                        tombstone.subject().toString(),
                        tombstone.destroyedAt(),
                        new KeysDestroyed(
                            tombstone.tenant().id(),
                            tombstone.tenant().alias(),
                            tombstone.subject(),
                            tombstone.order(),
                            tombstone.destroyedAt())))
            .toList());
  }

  public void sealed(boolean sealed, Instant at) {
    Tenant tenant = TenantScope.tenant();
    tell(
        tenant.id().toString(),
        sealed ? KeyPolicy.SEALED : KeyPolicy.UNSEALED,
        at,
        new KeysSealed(tenant.id(), tenant.alias(), at));
  }

  /** From now on everything new is indexed under this version, and what there is beside it. */
  public void indexKeyAdded(int version, Instant at) {
    indexKey("/index", KeyPolicy.INDEX_KEY_ADDED, version, at);
  }

  /** Nothing is found under this version any more. */
  public void indexKeyRetired(int version, Instant at) {
    indexKey("/index-retired", KeyPolicy.INDEX_KEY_RETIRED, version, at);
  }

  /** Each kind under a key of its own: compaction keeps the newest version that was added. */
  private void indexKey(String key, String type, int version, Instant at) {
    Tenant tenant = TenantScope.tenant();
    tell(
        tenant.id() + key, type, at, new IndexKeyChanged(tenant.id(), tenant.alias(), version, at));
  }

  /** Subject keys that newer ones have replaced. */
  public void retired(List<UUID> keyIds, Instant at) {
    Tenant tenant = TenantScope.tenant();
    tell(
        tenant.id() + "/retired",
        KeyPolicy.RETIRED,
        at,
        new KeysRetired(tenant.id(), tenant.alias(), keyIds, at));
  }

  private void tell(String key, String type, Instant at, Object body) {
    outbox.append(OutgoingEvent.of(KeyPolicy.TOPIC, key, type, null, at, body));
  }
}
