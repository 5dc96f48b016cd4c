package jp.meishigura.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of audit-service beside what all services share. */
@ConfigMapping(prefix = "meishigura.audit")
public interface Config {

  /** How many entries a page holds when the caller does not say. */
  @WithDefault("100")
  int pageSize();

  /** How many entries a page may hold at the most. */
  @WithDefault("500")
  int maxPageSize();

  /** Pulling events for a SIEM. */
  Pull pull();

  /** See {@link Config#pull()}. */
  interface Pull {

    /** How many events an answer holds when the caller does not say. */
    @WithDefault("200")
    int usual();

    /** How many events an answer may hold at the most. */
    @WithDefault("1000")
    int most();

    /** How long a caller may wait for an event. */
    @WithDefault("60s")
    Duration longestWait();

    /** How often the log is looked at for those who wait. */
    @WithDefault("250ms")
    Duration interval();

    /** How many may wait at once; who comes then is answered without waiting. */
    @WithDefault("64")
    int waiting();
  }

  /**
   * How long the database may work on one question to the log; then it is refused with {@code
   * takes-too-long}. Below a minute, when the transaction around it ends as well.
   */
  @WithDefault("20s")
  Duration queryTime();

  /** How long a time an exposure report may be about. */
  @WithDefault("366d")
  Duration reportSpan();
}
