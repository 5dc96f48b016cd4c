package jp.meishigura.gateway.vault;

import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.platform.service.Monotonic;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Being logged in: by AppRole, renewed at half of the token's time, logged in again when the token
 * has ended or was revoked, but not each time that Vault refuses something: each login leaves a
 * token. Nothing of it is needed to start the service.
 */
@ApplicationScoped
public class VaultSession {

  private static final Logger LOG = Logger.getLogger(VaultSession.class);

  private final VaultClient client;
  private final Config.Vault config;
  private final Monotonic clock;
  private final ReentrantLock loggingIn = new ReentrantLock();
  private volatile @Nullable VaultLogin login;

  public VaultSession(VaultClient client, Config config, Monotonic clock) {
    this.client = client;
    this.config = config.vault();
    this.clock = clock;
  }

  /**
   * @throws KeysUnavailable when Vault does not let us in
   */
  VaultLogin current() {
    VaultLogin known = login;
    if (known != null && !known.ended(clock.instant())) {
      return known;
    }
    return oneAtATime(
        () -> {
          VaultLogin meanwhile = login;
          return meanwhile != null && !meanwhile.ended(clock.instant()) ? meanwhile : logIn();
        });
  }

  /**
   * Vault has answered 403 to this login: the token is revoked, or it is good and may not do that.
   * The two look the same from here, so that a login is not exchanged right after it was made.
   *
   * @return whether it is worth to ask again, as somebody else
   */
  boolean replaces(VaultLogin refused) {
    VaultLogin known = login;
    if (known == null || !known.token().equals(refused.token())) {
      return true;
    }
    if (known.youngerThan(config.loginInterval(), clock.instant())) {
      return false;
    }
    giveUp(refused);
    return true;
  }

  /** Gives up a token, unless another thread already has a new one. */
  void giveUp(VaultLogin refused) {
    AtomicBoolean ours = new AtomicBoolean();
    oneAtATime(
        () -> {
          VaultLogin known = login;
          if (known != null && known.token().equals(refused.token())) {
            login = null;
            ours.set(true);
          }
          return refused;
        });
    if (ours.get()) {
      revoke(refused);
    }
  }

  /** So that it does not lie around until it ends. Mostly it is revoked already. */
  private void revoke(VaultLogin old) {
    try {
      client.as(old).auth().revokeSelf();
    } catch (VaultException | RuntimeException e) {
      LOG.debugf("A token that was given up ends by itself: %s", e.getClass().getSimpleName());
    }
  }

  @Scheduled(
      every = "${meishigura.vault.renew-interval:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void keepAlive() {
    VaultLogin known = login;
    try {
      if (known == null || known.ended(clock.instant())) {
        current();
      } else if (known.wantsRenewal(clock.instant())) {
        renew(known);
      }
    } catch (KeysUnavailable e) {
      LOG.warnf("Not logged in to Vault: %s", e.getMessage());
    }
  }

  /** Whether Vault answers us and lets us in, asked now. Not what it lets us do there. */
  boolean reachable() {
    try {
      VaultLogin known = current();
      try {
        client.as(known).auth().lookupSelf();
      } catch (VaultException e) {
        if (e.getHttpStatusCode() != 403) {
          return false;
        }
        if (replaces(known)) {
          current();
        }
      }
      return true;
    } catch (KeysUnavailable e) {
      return false;
    }
  }

  private void renew(VaultLogin known) {
    try {
      AuthResponse answer = client.as(known).auth().renewSelf();
      Duration lease = Duration.ofSeconds(answer.getAuthLeaseDuration());
      VaultLogin renewed = known.renewed(lease, clock.instant());
      // A token near its maximum age is given less and less: better a new one in time.
      if (lease.multipliedBy(2).compareTo(known.lease()) < 0) {
        oneAtATime(this::logIn);
        revoke(known);
      } else {
        oneAtATime(() -> login = renewed);
      }
    } catch (VaultException e) {
      LOG.warnf("Vault did not renew our token: %s", what(e));
      if (e.getHttpStatusCode() >= 400 && e.getHttpStatusCode() < 500) {
        giveUp(known);
        current();
      }
    }
  }

  private VaultLogin logIn() {
    try {
      AuthResponse answer =
          client
              .anonymous()
              .auth()
              .loginByAppRole(
                  config.approleMount(), read(config.roleIdFile()), read(config.secretIdFile()));
      Duration lease = Duration.ofSeconds(answer.getAuthLeaseDuration());
      String token = answer.getAuthClientToken();
      if (token == null || token.isEmpty()) {
        throw new KeysUnavailable("login: answered without a token");
      }
      Instant now = clock.instant();
      VaultLogin fresh = new VaultLogin(token, now, lease, now.plus(lease));
      login = fresh;
      LOG.infof("Logged in to Vault for %s", lease);
      return fresh;
    } catch (VaultException e) {
      throw new KeysUnavailable("login: " + what(e));
    } catch (KeysUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // What the driver makes of an answer that is not Vault's. Not as a cause: it may quote it.
      throw new KeysUnavailable("login: answered something else");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new KeysUnavailable("login: " + file.getFileName() + " cannot be read");
    }
  }

  /** The message of the driver's exception quotes the answer, so that only its kind is told. */
  static String what(VaultException e) {
    if (e.getHttpStatusCode() != 0) {
      return "answered " + e.getHttpStatusCode();
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "did not answer (" + root.getClass().getSimpleName() + ")";
  }

  /** Nobody waits longer for another's login than for a login of his own. */
  private VaultLogin oneAtATime(Supplier<VaultLogin> work) {
    try {
      if (!loggingIn.tryLock(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KeysUnavailable("login: still waiting for an answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeysUnavailable("login: interrupted");
    }
    try {
      return work.get();
    } finally {
      loggingIn.unlock();
    }
  }
}
