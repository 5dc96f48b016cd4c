package jp.meishigura.platform.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.platform.follow.Followers;

/**
 * A service under test has only just started and answers nobody before it has read its tombstones:
 * every test waits for that, as a load balancer does. Found through META-INF/services.
 */
public final class AfterTombstones implements QuarkusTestBeforeEachCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    Followers followers = CDI.current().select(Followers.class).get();
    Instant end = Instant.now().plus(PATIENCE);
    while (!followers.pending().isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("Still to be read: " + followers.pending());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
