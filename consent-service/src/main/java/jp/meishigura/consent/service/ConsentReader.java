package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.ErasureStore;
import jp.meishigura.consent.store.RequestStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Role;
import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What members see of requests and of what was answered. */
@ApplicationScoped
public class ConsentReader {

  private static final String ACTION = "consent.read";

  private final Audited audited;
  private final RequestStore requests;
  private final ConsentStore consents;
  private final ErasureStore erasures;
  private final DeliveryQueue deliveries;

  /**
   * A request with its mail and the consent it is about.
   *
   * @param state of the card's consent for the purpose, which a later request may have changed
   * @param erasedAt when the person was erased; the rest is how things stood then
   */
  public record RequestView(
      ConsentRequest request,
      DeliveryState delivery,
      ConsentState state,
      Optional<Instant> erasedAt) {}

  /**
   * Where a card's consents stand.
   *
   * @param states by purpose
   * @param erasedAt when the person was erased; the rest is how things stood then
   */
  public record CardView(Map<String, ConsentState> states, Optional<Instant> erasedAt) {}

  /** Where a page of requests ended. */
  public record Position(Instant at, UUID id) {}

  public ConsentReader(
      Audited audited,
      RequestStore requests,
      ConsentStore consents,
      ErasureStore erasures,
      DeliveryQueue deliveries) {
    this.audited = audited;
    this.requests = requests;
    this.consents = consents;
    this.erasures = erasures;
    this.deliveries = deliveries;
  }

  public RequestView request(Caller caller, UUID id) {
    return audited.call(
        caller,
        AuditRecord.of(ACTION, caller).detail("request", id.toString()),
        () ->
            requests
                .find(id)
                .map(request -> view(caller, request.card(), List.of(request)).getFirst())
                .orElseThrow(
                    () ->
                        Problem.of(404, "no-such-request", "There is no such request")
                            .detail("GET /v1/consent-requests?card= lists those of a card.")
                            .exception()));
  }

  /** A card's requests, newest first. */
  public List<RequestView> requests(Caller caller, UUID card, @Nullable Position after, int limit) {
    return audited.call(
        caller,
        AuditRecord.of(ACTION, caller).card(card),
        () ->
            view(
                caller,
                card,
                after == null
                    ? requests.ofCard(card, limit)
                    : requests.ofCardBefore(card, after.at(), after.id(), limit)));
  }

  /** Where a card's consents stand. */
  public CardView consents(Caller caller, UUID card) {
    return audited.call(
        caller,
        AuditRecord.of(ACTION, caller).card(card),
        () -> {
          Optional<Instant> erasedAt = erasedAt(caller, card);
          return new CardView(consents.said(card), erasedAt);
        });
  }

  /**
   * When the card was erased. From then on its record is proof and nothing to work with: it is
   * shown to whoever must be able to prove it, and to nobody else.
   */
  private Optional<Instant> erasedAt(Caller caller, UUID card) {
    Optional<Instant> erasedAt = erasures.erasedAt(card);
    if (erasedAt.isPresent() && !caller.has(Role.PRIVACY_OFFICER)) {
      throw Problem.of(410, "subject-erased", "This person was erased")
          .detail("What was said before is proof, which a privacy officer may read.")
          .with("subjects", List.of(card))
          .exception();
    }
    return erasedAt;
  }

  private List<RequestView> view(Caller caller, UUID card, List<ConsentRequest> found) {
    Optional<Instant> erasedAt = erasedAt(caller, card);
    Map<UUID, DeliveryState> mails = deliveries.find(found.stream().map(r -> r.id()).toList());
    Map<String, ConsentState> states = consents.said(card);
    return found.stream()
        .map(
            request ->
                new RequestView(
                    request,
                    Objects.requireNonNull(mails.get(request.id())),
                    states.getOrDefault(request.purpose(), new ConsentState.Unasked()),
                    erasedAt))
        .toList();
  }
}
