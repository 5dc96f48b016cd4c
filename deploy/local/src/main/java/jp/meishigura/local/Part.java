package jp.meishigura.local;

import java.io.IOException;
import java.util.List;
import jp.meishigura.local.process.Children;

/**
 * One server of the suite. A part knows its {@link Site}; it keeps no state of its own in memory.
 */
public interface Part {
  /** Short name: that of its log, its pid file and of {@code stop-part}. */
  String name();

  /** Every port it will listen on, so that a taken one is named before anything starts. */
  List<Port> ports();

  /**
   * Looks for what is missing before anything starts.
   *
   * @throws LaunchException when the part could not start; the message says what to do
   */
  default void check() {}

  /**
   * Starts the part's process under {@link #name()} and returns when it is healthy.
   *
   * @return one short line for people: where to find it
   * @throws LaunchException when it cannot start; the message says what to do
   */
  String start(Children children) throws IOException, InterruptedException;
}
