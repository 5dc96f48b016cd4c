package jp.meishigura.audit.domain.stop;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's last stop, in force or lifted.
 *
 * @param person the subject of the person's tokens
 * @param at when the stop began
 * @param lift how it ended; null while it is in force
 * @param revision grows with every change, and is at least the time in milliseconds: a database
 *     that was put back to an older day gives no number out again (docs/adr/0016)
 */
public record ReleaseStop(
    UUID person, Cause cause, Instant at, @Nullable Lift lift, long revision) {

  public boolean stopped() {
    return lift == null;
  }

  /** When it became what it is. */
  public Instant changedAt() {
    return lift == null ? at : lift.at();
  }

  /** The finding that it is in force for, where it is one. */
  public Optional<UUID> finding() {
    return cause instanceof Cause.Finding finding ? Optional.of(finding.id()) : Optional.empty();
  }

  /**
   * What follows for a person when there is a cause to stop.
   *
   * @param last the person's last stop, where there was one
   * @return nothing while that one is in force
   */
  public static Optional<ReleaseStop> begin(
      UUID person, @Nullable ReleaseStop last, Cause cause, Instant now) {
    if (last != null && last.stopped()) {
      return Optional.empty();
    }
    return Optional.of(new ReleaseStop(person, cause, now, null, after(last, now)));
  }

  /**
   * @return nothing when it is not in force
   */
  public Optional<ReleaseStop> lifted(String officer, String reason, Instant now) {
    return stopped()
        ? Optional.of(
            new ReleaseStop(person, cause, at, new Lift(officer, reason, now), after(this, now)))
        : Optional.empty();
  }

  private static long after(@Nullable ReleaseStop last, Instant now) {
    return Math.max(now.toEpochMilli(), last == null ? 0 : last.revision() + 1);
  }
}
