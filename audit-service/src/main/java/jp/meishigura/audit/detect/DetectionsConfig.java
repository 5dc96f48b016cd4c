package jp.meishigura.audit.detect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Detections (docs/detections.md). Every tenant has the rules that ship with the service. */
@ConfigMapping(prefix = "meishigura.detections")
public interface DetectionsConfig {

  /**
   * Whether the log is looked through at all. What came while it was not is looked through later.
   */
  @WithDefault("true")
  boolean enabled();

  /** How often the log is looked at for new entries. */
  @WithDefault("500ms")
  Duration interval();

  /** How many entries of a tenant are looked at in one transaction. */
  @WithDefault("500")
  int batch();

  /** How long a killed instance is taken for the one that looks. */
  @WithDefault("15s")
  Duration lease();

  /** A rule file in the place of the one that ships with the service. */
  Optional<Path> rules();

  /** Rules that are off for every tenant, by name. */
  Optional<Set<String>> off();

  /** The time zone of tenants that name none. */
  @WithDefault("Asia/Tokyo")
  ZoneId zone();

  /**
   * The organization that findings about the log itself belong to, by its id: records that have not
   * come, a log that does not continue what was signed. Nobody's where it is not set; the metrics
   * tell them all the same.
   */
  Optional<UUID> operator();

  /** How long records may be missing before that is a finding: services are restarted. */
  @WithDefault("5m")
  Duration gapAfter();

  /** What tenants say about the rules, by the organization's id. */
  Map<UUID, OfTenant> byTenant();

  /** See {@link DetectionsConfig#byTenant()}. */
  interface OfTenant {

    /** In which time zone its people work. */
    Optional<ZoneId> zone();

    /** Ids of cards of nobody: whoever opens one was looking around. */
    Optional<Set<UUID>> honeyCards();

    /** Rules that are off, by name. */
    Optional<Set<String>> off();

    /** Other thresholds (gte), by the rule's name. */
    Map<String, Integer> ceilings();
  }
}
