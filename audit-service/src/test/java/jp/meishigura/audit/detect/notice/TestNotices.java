package jp.meishigura.audit.detect.notice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notices for tests: at once, and after a failure soon. */
record TestNotices(Map<UUID, OfTenant> byTenant, int attempts) implements NoticeConfig {

  /** One tenant's. */
  record Told(Optional<Webhook> webhook, Optional<List<String>> mailTo) implements OfTenant {}

  /** A webhook. */
  record Hook(URI url, Path secretFile) implements Webhook {}

  @Override
  public Duration interval() {
    return Duration.ofMillis(50);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMillis(800);
  }

  @Override
  public Duration firstPause() {
    return Duration.ofMillis(100);
  }

  @Override
  public Duration longestPause() {
    return Duration.ofMillis(400);
  }

  @Override
  public Optional<String> mailFrom() {
    return Optional.of("meishigura@house.example");
  }
}
