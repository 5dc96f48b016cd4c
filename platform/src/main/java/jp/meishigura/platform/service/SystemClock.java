package jp.meishigura.platform.service;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one clock, so that tests can move time; and the one for ages, which nobody can move back. */
public class SystemClock {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Monotonic monotonic(Clock clock) {
    return new Monotonic(clock, System::nanoTime);
  }
}
