package jp.meishigura.audit.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the reading of events as tests want it: small pages, and no waiting. */
record ReadingSettings(
    Optional<URI> adminUrl,
    String clientId,
    Optional<String> clientSecret,
    Duration interval,
    Duration overlap,
    Duration patience,
    int page,
    Duration timeout,
    Duration lease,
    Duration longestPause)
    implements IdentityConfig {

  static ReadingSettings at(RecordedKeycloak keycloak) {
    return new ReadingSettings(
        Optional.of(keycloak.realm()),
        "event-reader",
        Optional.of("secret"),
        Duration.ofMillis(50),
        Duration.ofMinutes(6),
        Duration.ofMinutes(3),
        4,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofMillis(400));
  }
}
