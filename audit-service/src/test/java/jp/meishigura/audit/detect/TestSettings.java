package jp.meishigura.audit.detect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Detections for tests: on, and at once. */
record TestSettings(Map<UUID, OfTenant> byTenant, Optional<UUID> operator)
    implements DetectionsConfig {

  /** One tenant's. */
  record Tenants(Optional<Set<UUID>> honeyCards, Map<String, Integer> ceilings)
      implements DetectionsConfig.OfTenant {
    @Override
    public Optional<ZoneId> zone() {
      return Optional.empty();
    }

    @Override
    public Optional<Set<String>> off() {
      return Optional.empty();
    }
  }

  @Override
  public Duration gapAfter() {
    return Duration.ZERO;
  }

  @Override
  public boolean enabled() {
    return true;
  }

  @Override
  public Duration interval() {
    return Duration.ofMillis(50);
  }

  @Override
  public int batch() {
    return 7;
  }

  @Override
  public Duration lease() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<Path> rules() {
    return Optional.empty();
  }

  @Override
  public Optional<Set<String>> off() {
    return Optional.empty();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("Asia/Tokyo");
  }
}
