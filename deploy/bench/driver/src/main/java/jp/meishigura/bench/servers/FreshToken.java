package jp.meishigura.bench.servers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.local.Secret;
import org.jspecify.annotations.Nullable;

/** An access token that is asked for again before it expires; Keycloak's last five minutes. */
public final class FreshToken {
  private static final Duration AGE = Duration.ofMinutes(2);

  private final Login login;
  private @Nullable Secret token;
  private Instant since = Instant.EPOCH;

  /** Asks for a token. */
  @FunctionalInterface
  public interface Login {
    Secret token() throws IOException, InterruptedException;
  }

  public FreshToken(Login login) {
    this.login = login;
  }

  /** The value of the header Authorization. */
  public synchronized String header() {
    Secret current = token;
    if (current == null || since.plus(AGE).isBefore(Instant.now())) {
      try {
        current = login.token();
      } catch (IOException e) {
        throw new IllegalStateException("no token: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      token = current;
      since = Instant.now();
    }
    return "Bearer " + current.reveal();
  }
}
