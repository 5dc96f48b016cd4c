package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.DeliveryQueue;
import jp.meishigura.consent.store.RequestStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What members see of requests and of what was answered. */
@ApplicationScoped
public class ConsentReader {

  private static final String ACTION = "consent.read";

  private final Audited audited;
  private final RequestStore requests;
  private final ConsentStore consents;
  private final DeliveryQueue deliveries;

  /**
   * A request with its mail and the consent it is about.
   *
   * @param state of the card's consent for the purpose, which a later request may have changed
   */
  public record RequestView(ConsentRequest request, DeliveryState delivery, ConsentState state) {}

  /** Where a page of requests ended. */
  public record Position(Instant at, UUID id) {}

  public ConsentReader(
      Audited audited, RequestStore requests, ConsentStore consents, DeliveryQueue deliveries) {
    this.audited = audited;
    this.requests = requests;
    this.consents = consents;
    this.deliveries = deliveries;
  }

  public RequestView request(Caller caller, UUID id) {
    return audited.call(
        caller,
        AuditRecord.of(ACTION, caller).detail("request", id.toString()),
        () ->
            requests
                .find(id)
                .map(request -> view(List.of(request)).getFirst())
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
                after == null
                    ? requests.ofCard(card, limit)
                    : requests.ofCardBefore(card, after.at(), after.id(), limit)));
  }

  /** Where a card's consents stand, by purpose. */
  public Map<String, ConsentState> consents(Caller caller, UUID card) {
    return audited.call(
        caller, AuditRecord.of(ACTION, caller).card(card), () -> consents.states(card));
  }

  private List<RequestView> view(List<ConsentRequest> found) {
    Map<UUID, DeliveryState> mails = deliveries.find(found.stream().map(r -> r.id()).toList());
    Map<UUID, Map<String, ConsentState>> states = new HashMap<>();
    return found.stream()
        .map(
            request ->
                new RequestView(
                    request,
                    Objects.requireNonNull(mails.get(request.id())),
                    states
                        .computeIfAbsent(request.card(), consents::states)
                        .getOrDefault(request.purpose(), new ConsentState.Unasked())))
        .toList();
  }
}
