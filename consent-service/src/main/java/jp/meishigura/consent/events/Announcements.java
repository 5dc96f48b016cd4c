package jp.meishigura.consent.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentEvent;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.tx.TenantScope;

/** Tells the other services, with the transaction that changes something. */
@ApplicationScoped
public class Announcements {

  private final Outbox outbox;

  public Announcements(Outbox outbox) {
    this.outbox = outbox;
  }

  public void registered(Purpose purpose, Instant at) {
    Tenant tenant = TenantScope.tenant();
    outbox.append(
        OutgoingEvent.of(
            PurposeRegistered.TOPIC,
            tenant.id().toString(),
            PurposeRegistered.TYPE,
            purpose.code(),
            at,
            new PurposeRegistered(
                tenant.id(),
                tenant.alias(),
                purpose.code(),
                purpose.version(),
                purpose.fieldNames(),
                at)));
  }

  /**
   * Tells a card's new processing state.
   *
   * @param revision the card's, which receivers apply in order
   */
  public void changed(UUID card, Purpose purpose, ConsentEvent event, long revision) {
    Tenant tenant = TenantScope.tenant();
    outbox.append(
        OutgoingEvent.of(
            ConsentChanged.TOPIC,
            card.toString(),
            ConsentChanged.TYPE,
            card.toString(),
            event.at(),
            new ConsentChanged(
                tenant.id(),
                tenant.alias(),
                card,
                purpose.code(),
                purpose.version(),
                event.status().term(),
                purpose.fieldNames(),
                event instanceof ConsentEvent.Given given ? given.validUntil() : null,
                revision,
                event.at())));
  }
}
