package jp.meishigura.audit.domain.sequence;

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

  /** For each producer that was ever heard of. */
  List<Open> open();
}
