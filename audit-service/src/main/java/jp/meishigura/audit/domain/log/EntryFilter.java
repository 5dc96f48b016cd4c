package jp.meishigura.audit.domain.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; what is null does not matter.
 *
 * @param actor the actor's id
 * @param from the earliest time of the event, compared to the microsecond
 * @param to the time before which it must have been
 * @param purpose the code of the purpose that was stated
 */
public record EntryFilter(
    @Nullable String actor,
    @Nullable UUID card,
    @Nullable Action action,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Decision decision,
    @Nullable String purpose) {

  /**
   * @throws IllegalArgumentException when no entry could have such an actor
   */
  public static String actorId(String id) {
    Plain.text(id, "actor");
    return id;
  }

  /**
   * @throws IllegalArgumentException when no entry could have such a purpose
   */
  public static String purposeCode(String code) {
    Plain.text(code, "purpose");
    return code;
  }

  /**
   * @throws IllegalArgumentException when no entry could have such a time
   */
  public static Instant time(Instant time) {
    Plain.instant(time, "time");
    return time;
  }
}
