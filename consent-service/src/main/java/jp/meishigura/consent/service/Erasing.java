package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.ErasureStore;
import jp.meishigura.consent.store.LinkStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tombstone.TombstoneHandler;

/**
 * Ends what is under way with erased cards: no mail leaves any more, no link leads anywhere, nobody
 * is asked again. What was said stays: it is the proof that it was said, and names nobody.
 */
@ApplicationScoped
public class Erasing implements TombstoneHandler {

  private final ConsentStore consents;
  private final ErasureStore erasures;
  private final DeliveryQueue deliveries;
  private final LinkStore links;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Clock clock;

  public Erasing(
      ConsentStore consents,
      ErasureStore erasures,
      DeliveryQueue deliveries,
      LinkStore links,
      AuditTrail trail,
      ServiceName service,
      Clock clock) {
    this.consents = consents;
    this.erasures = erasures;
    this.deliveries = deliveries;
    this.links = links;
    this.trail = trail;
    this.service = service;
    this.clock = clock;
  }

  @Override
  public void apply(List<Tombstone> tombstones) {
    Map<UUID, Tombstone> byCard = new LinkedHashMap<>();
    tombstones.forEach(one -> byCard.putIfAbsent(one.subject(), one));
    // Whoever asks or answers at this moment has either ended before, or sees the erasure.
    consents.lock(byCard.keySet());
    Set<UUID> fresh = erasures.remember(byCard.values());
    Map<UUID, Long> mails =
        deliveries.cancel(byCard.keySet(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Map<UUID, Long> dead = links.countOf(fresh);
    trail.record(
        byCard.values().stream()
            .filter(one -> mails.containsKey(one.subject()) || dead.containsKey(one.subject()))
            .map(
                one ->
                    AuditRecord.of("consent.erase", AuditRecord.Actor.system(service.value()))
                        .card(one.subject())
                        .detail("order", one.order().toString())
                        .detail("mails", mails.getOrDefault(one.subject(), 0L))
                        .detail("links", dead.getOrDefault(one.subject(), 0L)))
            .toList());
  }
}
