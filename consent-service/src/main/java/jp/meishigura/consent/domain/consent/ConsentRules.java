package jp.meishigura.consent.domain.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.Outcome.Reason;

/** The rules of asking and answering. Pure: no clock, no store. */
public final class ConsentRules {

  private ConsentRules() {}

  /**
   * May somebody ask now?
   *
   * @param earlierStillOpen whether a request that was not answered can still be: its mail waits or
   *     its link is valid
   */
  public static Outcome ask(
      ConsentState state, UUID request, boolean earlierStillOpen, Instant now) {
    return switch (state) {
      case ConsentState.Open _ when earlierStillOpen -> new Outcome.Refused(Reason.ALREADY_ASKED);
      case ConsentState.Standing standing when now.isBefore(standing.validUntil()) ->
          new Outcome.Refused(Reason.ALREADY_GIVEN);
      case ConsentState.Erased _ -> new Outcome.Refused(Reason.SUBJECT_ERASED);
      case ConsentState.Unasked _,
          ConsentState.Open _,
          ConsentState.Standing _,
          ConsentState.Declined _,
          ConsentState.TakenBack _ ->
          new Outcome.Happens(new ConsentEvent.Requested(request, now));
    };
  }

  /**
   * What becomes of an answer.
   *
   * @param request whose link was used
   * @param linkExpires exclusive: from this instant on the link answers no open request. It ends
   *     neither the wish to withdraw nor the view of what was said.
   * @param validFor how long a consent lasts
   */
  public static Outcome answer(
      ConsentState state,
      UUID request,
      Answer answer,
      Instant linkExpires,
      Duration validFor,
      Instant now) {
    if (state.isOfAnother(request)) {
      return new Outcome.Refused(Reason.SUPERSEDED);
    }
    return switch (state) {
      case ConsentState.Unasked _ -> new Outcome.Refused(Reason.SUPERSEDED);
      case ConsentState.Erased _ -> new Outcome.Refused(Reason.SUBJECT_ERASED);
      case ConsentState.Open _ -> answerOpen(request, answer, linkExpires, validFor, now);
      case ConsentState.Standing _ ->
          switch (answer) {
            case GIVE -> new Outcome.Already();
            case REFUSE -> new Outcome.Refused(Reason.ANSWERED_OTHERWISE);
            case WITHDRAW -> new Outcome.Happens(new ConsentEvent.Withdrawn(request, now));
          };
      case ConsentState.Declined _ ->
          switch (answer) {
            case GIVE -> new Outcome.Refused(Reason.ANSWERED_OTHERWISE);
            case REFUSE -> new Outcome.Already();
            case WITHDRAW -> new Outcome.Refused(Reason.NOTHING_TO_WITHDRAW);
          };
      case ConsentState.TakenBack _ ->
          switch (answer) {
            case GIVE, REFUSE -> new Outcome.Refused(Reason.ANSWERED_OTHERWISE);
            case WITHDRAW -> new Outcome.Already();
          };
    };
  }

  private static Outcome answerOpen(
      UUID request, Answer answer, Instant linkExpires, Duration validFor, Instant now) {
    if (answer == Answer.WITHDRAW) {
      return new Outcome.Refused(Reason.NOTHING_TO_WITHDRAW);
    }
    if (!now.isBefore(linkExpires)) {
      return new Outcome.Refused(Reason.LINK_EXPIRED);
    }
    return new Outcome.Happens(
        answer == Answer.GIVE
            ? new ConsentEvent.Given(request, now, now.plus(validFor))
            : new ConsentEvent.Refused(request, now));
  }
}
