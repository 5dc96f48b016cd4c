package jp.meishigura.local;

import java.io.IOException;

/** One thing the launcher can be asked to do. */
public interface Verb {
  /** The word on the command line. */
  String name();

  /** One line for the list of verbs. */
  String help();

  /**
   * Does it.
   *
   * @return the exit status
   */
  int run(Arguments arguments) throws IOException, InterruptedException;
}
