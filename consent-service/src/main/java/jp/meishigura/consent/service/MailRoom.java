package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.delivery.DeliveryFailed;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.delivery.DeliveryPolicy;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.domain.link.TokenHash;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.DeliveryQueue.Claimed;
import jp.meishigura.consent.store.ErasureStore;
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
  private final ErasureStore erasures;
  private final LinkStore links;
  private final AuditTrail trail;
  private final ServiceName service;

  /**
   * What is to be sent.
   *
   * @param state of the consent that is asked for, which may not be open any more
   */
  record Letter(ConsentRequest request, Purpose purpose, ConsentState state) {}

  public MailRoom(
      TenantTransactions transactions,
      DeliveryQueue queue,
      RequestStore requests,
      PurposeStore purposes,
      ConsentStore consents,
      ErasureStore erasures,
      LinkStore links,
      AuditTrail trail,
      ServiceName service) {
    this.transactions = transactions;
    this.queue = queue;
    this.requests = requests;
    this.purposes = purposes;
    this.consents = consents;
    this.erasures = erasures;
    this.links = links;
    this.trail = trail;
    this.service = service;
  }

  Optional<Claimed> claim(DeliveryPolicy policy, Instant now) {
    return transactions.callAsSystem(() -> queue.claim(policy, now));
  }

  /** Leaves a mail to whoever claims it next; nothing was tried, so nothing is on record. */
  void putBack(Claimed claimed, DeliveryState before) {
    transactions.run(claimed.tenant(), () -> queue.finish(claimed, before));
  }

  Letter letter(Claimed claimed) {
    return transactions.call(
        claimed.tenant(),
        () -> {
          ConsentRequest request = requests.find(claimed.request()).orElseThrow();
          return new Letter(
              request,
              purposes.wording(request.purpose(), request.purposeVersion()),
              consents.state(request.card(), request.purpose()));
        });
  }

  /**
   * Keeps the link that a mail is about to carry.
   *
   * @throws DeliveryFailed when the person was erased meanwhile: there is no link, and no mail
   */
  void keepLink(Claimed claimed, UUID card, TokenHash hash, Instant madeAt, Instant expires) {
    transactions.run(
        claimed.tenant(),
        () -> {
          consents.lock(card);
          if (erased(card)) {
            throw new DeliveryFailed(DeliveryFault.SUBJECT_ERASED);
          }
          links.add(hash, claimed.request(), madeAt, expires);
        });
  }

  /**
   * Notes how an attempt ended. It is not noted when another worker has taken over, whose word
   * counts; an erasure, which has cancelled the mail under the worker's hands, leaves this attempt
   * to be put on record and no other to follow.
   */
  void finish(Claimed claimed, ConsentRequest request, DeliveryState end) {
    transactions.run(
        claimed.tenant(),
        () -> {
          boolean noted = queue.finish(claimed, end);
          if (noted || erased(request.card())) {
            record(request, end, !noted);
          }
        });
  }

  private boolean erased(UUID card) {
    return erasures.erasedAt(card).isPresent();
  }

  private void record(ConsentRequest request, DeliveryState end, boolean cancelled) {
    AuditRecord record =
        AuditRecord.of("consent.mail", AuditRecord.Actor.system(service.value()))
            .card(request.card())
            .purpose(request.purpose())
            .detail("request", request.id().toString())
            .detail("attempt", end.attempts());
    if (cancelled) {
      record = record.detail("cancelled", true);
    }
    switch (end) {
      case DeliveryState.Sent _ -> trail.record(record);
      case DeliveryState.Queued(int attempts, Instant due, Optional<DeliveryFault> fault) -> {
        String why = fault.map(DeliveryFault::slug).orElse("");
        LOG.infof(
            "Request %s: attempt %d failed (%s), next %s",
            request.id(), attempts, why, cancelled ? "never" : due);
        trail.record(record.failed(why).detail("final", cancelled));
      }
      case DeliveryState.Failed(int attempts, Instant at, DeliveryFault fault) -> {
        LOG.warnf("Request %s: given up at attempt %d (%s)", request.id(), attempts, fault.slug());
        trail.record(record.failed(fault.slug()).detail("final", true));
      }
      case DeliveryState.Sending _ -> throw new IllegalStateException("An attempt has an end.");
    }
  }
}
