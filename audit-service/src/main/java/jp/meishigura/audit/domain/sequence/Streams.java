package jp.meishigura.audit.domain.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is known of all producers' numbers. All calls happen in a system transaction. */
public interface Streams {

  /** One producer's numbers, from one of its databases. */
  record Stream(String producer, UUID id) {}

  Heard heard(Stream stream);

  /** Keeps what was heard; findings are opened and closed by it. */
  void keep(Stream stream, Heard before, Heard.News news);

  /**
   * Findings that are open.
   *
   * @param gaps stretches of numbers that have not come
   * @param reused streams in which numbers came again for other events
   */
  record Open(String producer, long gaps, long reused) {}

  /**
   * Numbers that have not come, or that came again for other events.
   *
   * @param since when that was noticed
   */
  record Gap(String producer, UUID stream, boolean reused, long first, long last, Instant since) {}

  /** Findings that have been open for so long. */
  List<Gap> lasting(Duration atLeast);

  /** For each producer that was ever heard of. */
  List<Open> open();
}
