package jp.meishigura.audit.domain.exposure;

import java.time.Duration;
import java.time.Instant;

/**
 * Whose data did somebody see?
 *
 * @param actor the actor's id
 * @param from the earliest time
 * @param to the time before which it was
 */
public record ExposureQuestion(String actor, Instant from, Instant to) {

  public ExposureQuestion {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to is not after from");
    }
  }

  public Duration span() {
    return Duration.between(from, to);
  }
}
