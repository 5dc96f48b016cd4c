package jp.meishigura.contacts.app;

import java.util.List;
import jp.meishigura.contacts.domain.gate.Refusal;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;

/** What a refused caller is told. */
final class Refusals {

  private Refusals() {}

  static ProblemException of(Refusal refusal) {
    return of(refusal, List.of());
  }

  static ProblemException of(Refusal refusal, List<ConsentNote> consent) {
    Problem problem =
        Problem.of(status(refusal), refusal.slug(), title(refusal)).detail(refusal.whatWouldHelp());
    return refusal == Refusal.LOCKED
        ? problem
            .with("unlock", "POST /v1/consent-requests")
            .with("consent", consent.stream().map(Refusals::told).toList())
            .exception()
        : problem.exception();
  }

  /** The same whether it never was or is another tenant's. */
  static ProblemException noSuchCard() {
    return Problem.of(404, "no-such-card", "There is no such card")
        .detail("Look for it with GET /v1/cards or POST /v1/cards/search.")
        .exception();
  }

  /** Seconds are for whoever changes it all the time; mostly the next attempt succeeds. */
  static ProblemException changingNow() {
    return Problem.of(503, "changing-now", "The card is being changed at this moment")
        .detail("Try again after Retry-After.")
        .exception()
        .header("Retry-After", "1");
  }

  static ProblemException unknownField() {
    return Problem.of(400, "unknown-field", "A card has no such field")
        .detail("Name fields as the OpenAPI document does: phone, email, …")
        .exception();
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case NO_FIELD, PURPOSE_REQUIRED -> 400;
      case ROLE_MAY_NOT_READ, FIELD_NOT_IN_PURPOSE, FIELD_NOT_FOR_ROLE -> 403;
      case UNKNOWN_PURPOSE -> 422;
      case LOCKED -> 423;
    };
  }

  private static String title(Refusal refusal) {
    return switch (refusal) {
      case NO_FIELD -> "No field was named";
      case PURPOSE_REQUIRED -> "A purpose is needed";
      case ROLE_MAY_NOT_READ -> "Your role does not read cards";
      case FIELD_NOT_IN_PURPOSE -> "This purpose does not cover that field";
      case FIELD_NOT_FOR_ROLE -> "Your role does not read that field";
      case UNKNOWN_PURPOSE -> "This purpose is not registered";
      case LOCKED -> "This card is locked for that purpose";
    };
  }

  private static ToldConsent told(ConsentNote note) {
    return ToldConsent.of(note);
  }
}
