package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.domain.consent.ConsentEvent;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentRules;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.consent.Outcome;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.events.Announcements;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.PurposeStore;
import jp.meishigura.consent.store.RequestStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Idempotency;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Where members ask for somebody's consent. */
@ApplicationScoped
public class RequestDesk {

  private final Audited audited;
  private final PurposeStore purposes;
  private final RequestStore requests;
  private final ConsentStore consents;
  private final DeliveryQueue deliveries;
  private final Announcements announcements;
  private final Idempotency idempotency;
  private final Config config;
  private final Clock clock;

  public RequestDesk(
      Audited audited,
      PurposeStore purposes,
      RequestStore requests,
      ConsentStore consents,
      DeliveryQueue deliveries,
      Announcements announcements,
      Idempotency idempotency,
      Config config,
      Clock clock) {
    this.audited = audited;
    this.purposes = purposes;
    this.requests = requests;
    this.consents = consents;
    this.deliveries = deliveries;
    this.announcements = announcements;
    this.idempotency = idempotency;
    this.config = config;
    this.clock = clock;
  }

  /** Asks for the consent of a card's person: puts a mail into the queue. */
  public UUID ask(
      Caller caller, UUID card, String purpose, @Nullable String key, byte[] fingerprint) {
    AuditRecord record =
        AuditRecord.of("consent.request", caller)
            .card(card)
            .purpose(PurposeDesk.audible(purpose))
            .detail("channel", ConsentRequest.EMAIL);
    return audited.call(
        caller,
        record,
        () ->
            UUID.fromString(
                idempotency
                    .once(caller, key, fingerprint, () -> ask(caller, card, purpose))
                    .resource()));
  }

  private String ask(Caller caller, UUID card, String code) {
    Purpose purpose =
        purposes
            .find(code)
            .map(PurposeStore.Registered::purpose)
            .orElseThrow(
                () ->
                    Problem.of(422, "unknown-purpose", "This purpose is not registered")
                        .detail("A privacy officer registers it with POST /v1/purposes.")
                        .exception());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    UUID id = UUID.randomUUID();
    consents.lock(card);
    ConsentState state = consents.state(card, code);
    switch (ConsentRules.ask(state, id, stillOpen(state, now), now)) {
      case Outcome.Happens(ConsentEvent event) -> {
        requests.add(
            new ConsentRequest(
                id, card, code, purpose.version(), ConsentRequest.EMAIL, caller.id(), now));
        deliveries.add(id, new DeliveryState.Queued(0, now, Optional.empty()));
        announcements.changed(card, purpose, event, consents.add(card, code, event, null));
      }
      case Outcome.Refused(Outcome.Reason reason) when reason == Outcome.Reason.SUBJECT_ERASED ->
          throw never(card);
      case Outcome.Refused(Outcome.Reason reason) -> throw notNow(reason, state);
      case Outcome.Already _ -> throw new IllegalStateException("A new request is new.");
    }
    return id.toString();
  }

  private boolean stillOpen(ConsentState state, Instant now) {
    return state
        .currentRequest()
        .flatMap(deliveries::find)
        .filter(delivery -> delivery.mayBeAnswered(config.linkLifetime(), now))
        .isPresent();
  }

  private static ProblemException never(UUID card) {
    return Problem.of(409, "subject-erased", "This person was erased")
        .detail("Nothing is asked of an erased person any more.")
        .with("subjects", List.of(card))
        .exception();
  }

  private static ProblemException notNow(Outcome.Reason reason, ConsentState state) {
    Problem problem =
        reason == Outcome.Reason.ALREADY_GIVEN
            ? Problem.of(409, "consent-already-given", "This person has consented")
                .detail("Nobody is asked again while a consent stands.")
            : Problem.of(409, "consent-already-asked", "This person has been asked")
                .detail("Wait for the answer; ask again when the link has expired.");
    return problem.with("request", state.currentRequest().orElseThrow()).exception();
  }
}
