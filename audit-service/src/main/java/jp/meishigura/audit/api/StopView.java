package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.Lift;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import org.jspecify.annotations.Nullable;

/**
 * A person's last stop.
 *
 * @param finding it was set for, by this rule
 * @param officer who set it by hand, for this reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StopView(
    UUID person,
    boolean stopped,
    @Nullable UUID finding,
    @Nullable String rule,
    @Nullable String officer,
    @Nullable String reason,
    Instant stoppedAt,
    @Nullable String liftedBy,
    @Nullable String liftReason,
    @Nullable Instant liftedAt) {

  static StopView of(ReleaseStop stop) {
    Lift lift = stop.lift();
    Cause.@Nullable Finding finding = stop.cause() instanceof Cause.Finding one ? one : null;
    Cause.@Nullable ByHand hand = stop.cause() instanceof Cause.ByHand one ? one : null;
    return new StopView(
        stop.person(),
        stop.stopped(),
        finding == null ? null : finding.id(),
        finding == null ? null : finding.rule(),
        hand == null ? null : hand.officer(),
        hand == null ? null : hand.reason(),
        stop.at(),
        lift == null ? null : lift.officer(),
        lift == null ? null : lift.reason(),
        lift == null ? null : lift.at());
  }
}
