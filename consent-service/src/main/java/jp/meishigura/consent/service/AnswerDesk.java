package jp.meishigura.consent.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import jp.meishigura.consent.domain.consent.Answer;
import jp.meishigura.consent.domain.consent.ConsentEvent;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentRules;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.consent.Outcome;
import jp.meishigura.consent.domain.link.LinkToken;
import jp.meishigura.consent.domain.link.LinkView;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.events.Announcements;
import jp.meishigura.consent.store.ConsentStore;
import jp.meishigura.consent.store.LinkStore;
import jp.meishigura.consent.store.PurposeStore;
import jp.meishigura.consent.store.RequestStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.tx.TenantTransactions;

/** Where the person on a card reads and answers. The link is all that person has to show. */
@ApplicationScoped
public class AnswerDesk {

  private final TenantTransactions transactions;
  private final LinkStore links;
  private final RequestStore requests;
  private final PurposeStore purposes;
  private final ConsentStore consents;
  private final Announcements announcements;
  private final AuditTrail trail;
  private final Clock clock;

  /** What a link leads to. */
  public record Sheet(
      ConsentRequest request,
      Purpose purpose,
      ConsentState state,
      LinkView view,
      Instant expires) {}

  /** What became of an answer, and what the link shows from then on. */
  public record Answered(Outcome outcome, Sheet sheet) {}

  public AnswerDesk(
      TenantTransactions transactions,
      LinkStore links,
      RequestStore requests,
      PurposeStore purposes,
      ConsentStore consents,
      Announcements announcements,
      AuditTrail trail,
      Clock clock) {
    this.transactions = transactions;
    this.links = links;
    this.requests = requests;
    this.purposes = purposes;
    this.consents = consents;
    this.announcements = announcements;
    this.trail = trail;
    this.clock = clock;
  }

  /** What the link shows; empty for a token that is none of ours. Changes nothing. */
  public Optional<Sheet> look(LinkToken token) {
    return find(token)
        .map(
            link ->
                transactions.call(
                    link.tenant(),
                    () -> {
                      ConsentRequest request = requests.find(link.request()).orElseThrow();
                      Sheet sheet = sheet(link, request, now());
                      trail.record(
                          record("consent.page", request).detail("view", sheet.view().name()));
                      return sheet;
                    }));
  }

  /** Takes an answer; empty for a token that is none of ours. */
  public Optional<Answered> answer(LinkToken token, Answer answer, Language language) {
    return find(token)
        .map(
            link ->
                transactions.call(
                    link.tenant(),
                    () -> {
                      ConsentRequest request = requests.find(link.request()).orElseThrow();
                      consents.lock(request.card());
                      Outcome outcome = decide(link, request, answer, language);
                      return new Answered(outcome, sheet(link, request, now()));
                    }));
  }

  private Optional<LinkStore.Link> find(LinkToken token) {
    return transactions.callAsSystem(() -> links.findAsVisitor(token.hash()));
  }

  private Outcome decide(
      LinkStore.Link link, ConsentRequest request, Answer answer, Language language) {
    Purpose purpose = purposes.wording(request.purpose(), request.purposeVersion());
    ConsentState state = consents.state(request.card(), request.purpose());
    Outcome outcome =
        ConsentRules.answer(state, request.id(), answer, link.expires(), purpose.validFor(), now());
    AuditRecord record =
        record("consent." + answer.word(), request).detail("language", language.tag());
    switch (outcome) {
      case Outcome.Happens(ConsentEvent event) -> {
        long revision = consents.add(request.card(), request.purpose(), event, language);
        announcements.changed(request.card(), purpose, event, revision);
        trail.record(record.fields(purpose.fieldNames()));
      }
      case Outcome.Already _ -> trail.record(record.detail("repeated", true));
      case Outcome.Refused(Outcome.Reason reason) -> trail.record(record.refused(reason.slug()));
    }
    return outcome;
  }

  private Sheet sheet(LinkStore.Link link, ConsentRequest request, Instant now) {
    ConsentState state = consents.state(request.card(), request.purpose());
    return new Sheet(
        request,
        purposes.wording(request.purpose(), request.purposeVersion()),
        state,
        LinkView.of(state, request.id(), link.expires(), now),
        link.expires());
  }

  private static AuditRecord record(String action, ConsentRequest request) {
    return AuditRecord.of(action, AuditRecord.Actor.subject(request.id()))
        .card(request.card())
        .purpose(request.purpose());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
