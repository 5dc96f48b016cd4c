package jp.meishigura.audit.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Keycloak's login and admin events (docs/identity.md, "What is on record"). */
@ConfigMapping(prefix = "meishigura.identity")
public interface IdentityConfig {

  /**
   * The realm in Keycloak's administration API: {@code …/admin/realms/meishigura}. Without it
   * nothing is read.
   */
  Optional<URI> adminUrl();

  /**
   * The client that reads events, and can do nothing else. Its tokens come from {@code
   * meishigura.service-account.token-url}.
   */
  @WithDefault("event-reader")
  String clientId();

  /** The client's secret. Give it in a file, never in the environment. */
  Optional<String> clientSecret();

  /** How often it is looked for new events. */
  @WithDefault("10s")
  Duration interval();

  /**
   * How far behind the newest event that was read the next reading begins. An event has the time at
   * which it happened and is seen when Keycloak's transaction has committed: longer than that takes
   * (5 minutes at the most, by Keycloak's default) and its servers' clocks differ.
   */
  @WithDefault("6m")
  Duration overlap();

  /**
   * How long an event about an account without an organization waits for it to get one: an account
   * is made first and gets its organization then. At most {@link #overlap()}.
   */
  @WithDefault("3m")
  Duration patience();

  /** How many events are read, and put on record, at once. */
  @WithDefault("200")
  int page();

  /** How long one of Keycloak's answers may take. */
  @WithDefault("10s")
  Duration timeout();

  /**
   * How long an instance of the service is taken for the one that reads after it was heard last.
   */
  @WithDefault("1m")
  Duration lease();

  /** The longest rest between two attempts; the first is a second, then twice as long. */
  @WithDefault("1m")
  Duration longestPause();
}
