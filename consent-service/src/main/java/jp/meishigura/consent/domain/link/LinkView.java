package jp.meishigura.consent.domain.link;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentState;

/** What somebody with a link is shown. */
public enum LinkView {
  /** The question, with its two answers. */
  QUESTION,
  /** Agreed: the consent can be withdrawn. */
  GIVEN,
  /** Agreed, but the consent's time is over: it can still be withdrawn. */
  LAPSED,
  /** Declined; the link is spent. */
  REFUSED,
  /** Taken back; the link is spent. */
  WITHDRAWN,
  /** Not answered in time. */
  EXPIRED,
  /** A newer request has taken this one's place. */
  SUPERSEDED,
  /** The person's data were erased; the link is dead, whatever it led to before. */
  ERASED;

  /**
   * The view of a link.
   *
   * @param request whose link it is
   * @param linkExpires exclusive
   */
  public static LinkView of(ConsentState state, UUID request, Instant linkExpires, Instant now) {
    if (state.isOfAnother(request)) {
      return SUPERSEDED;
    }
    return switch (state) {
      case ConsentState.Unasked _ -> SUPERSEDED;
      case ConsentState.Open _ -> now.isBefore(linkExpires) ? QUESTION : EXPIRED;
      case ConsentState.Standing standing -> now.isBefore(standing.validUntil()) ? GIVEN : LAPSED;
      case ConsentState.Declined _ -> REFUSED;
      case ConsentState.TakenBack _ -> WITHDRAWN;
      case ConsentState.Erased _ -> ERASED;
    };
  }
}
