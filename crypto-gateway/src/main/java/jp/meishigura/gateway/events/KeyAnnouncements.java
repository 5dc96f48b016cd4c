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
    outbox.append(
        OutgoingEvent.of(
            KeyPolicy.TOPIC,
            tenant.id().toString(),
            sealed ? KeyPolicy.SEALED : KeyPolicy.UNSEALED,
            null,
            at,
            new KeysSealed(tenant.id(), tenant.alias(), at)));
  }
}
