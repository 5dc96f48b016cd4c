package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.delivery.DeliveryPolicy;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.domain.link.TokenHash;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.DeliveryQueue.Claimed;
import jp.meishigura.consent.store.LinkStore;
import jp.meishigura.consent.store.PurposeStore;
import jp.meishigura.consent.store.RequestStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/** The transactions around a delivery. */
@ApplicationScoped
public class MailRoom {

  private static final Logger LOG = Logger.getLogger(MailRoom.class);

  private final TenantTransactions transactions;
  private final DeliveryQueue queue;
  private final RequestStore requests;
  private final PurposeStore purposes;
  private final ConsentStore consents;
  private final LinkStore links;
  private final AuditTrail trail;
  private final ServiceName service;

  /**
   * What is to be sent.
   *
   * @param stillWanted false when the request is not open any more: an earlier attempt did arrive,
   *     and was answered
   */
  record Letter(ConsentRequest request, Purpose purpose, boolean stillWanted) {}

  public MailRoom(
      TenantTransactions transactions,
      DeliveryQueue queue,
      RequestStore requests,
      PurposeStore purposes,
      ConsentStore consents,
      LinkStore links,
      AuditTrail trail,
      ServiceName service) {
    this.transactions = transactions;
    this.queue = queue;
    this.requests = requests;
    this.purposes = purposes;
    this.consents = consents;
    this.links = links;
    this.trail = trail;
    this.service = service;
  }

  Optional<Claimed> claim(DeliveryPolicy policy, Instant now) {
    return transactions.callAsSystem(() -> queue.claim(policy, now));
  }

  Letter letter(Claimed claimed) {
    return transactions.call(
        claimed.tenant(),
        () -> {
          ConsentRequest request = requests.find(claimed.request()).orElseThrow();
          ConsentState state = consents.state(request.card(), request.purpose());
          return new Letter(
              request,
              purposes.wording(request.purpose(), request.purposeVersion()),
              state instanceof ConsentState.Open && state.isOf(request.id()));
        });
  }

  void keepLink(Claimed claimed, TokenHash hash, Instant madeAt, Instant expires) {
    transactions.run(claimed.tenant(), () -> links.add(hash, claimed.request(), madeAt, expires));
  }

  /** Notes how an attempt ended, unless another worker has taken over. */
  void finish(Claimed claimed, ConsentRequest request, DeliveryState end) {
    transactions.run(
        claimed.tenant(),
        () -> {
          if (queue.finish(claimed, end)) {
            record(request, end);
          }
        });
  }

  private void record(ConsentRequest request, DeliveryState end) {
    AuditRecord record =
        AuditRecord.of("consent.mail", AuditRecord.Actor.system(service.value()))
            .card(request.card())
            .purpose(request.purpose())
            .detail("request", request.id().toString())
            .detail("attempt", end.attempts());
    switch (end) {
      case DeliveryState.Sent _ -> trail.record(record);
      case DeliveryState.Queued(int attempts, Instant due, Optional<DeliveryFault> fault) -> {
        String why = fault.map(DeliveryFault::slug).orElse("");
        LOG.infof("Request %s: attempt %d failed (%s), next %s", request.id(), attempts, why, due);
        trail.record(record.failed(why).detail("final", false));
      }
      case DeliveryState.Failed(int attempts, Instant at, DeliveryFault fault) -> {
        LOG.warnf("Request %s: given up at attempt %d (%s)", request.id(), attempts, fault.slug());
        trail.record(record.failed(fault.slug()).detail("final", true));
      }
      case DeliveryState.Sending _ -> throw new IllegalStateException("An attempt has an end.");
    }
  }
}
