package jp.meishigura.verifier.command;

import java.util.Set;
import jp.meishigura.verifier.Refused;

/** One thing that the command can check. */
sealed interface Verb permits LogVerb, CheckpointVerb, EvidenceVerb, ConsistencyVerb {
  /** The word on the command line. */
  String name();

  /** What follows the word. */
  String usage();

  /** One line for the list of verbs. */
  String help();

  /** The options with a value, beside those of {@link Trust}. */
  Set<String> options();

  /** The options without one. */
  Set<String> flags();

  /**
   * Checks it.
   *
   * @throws Refused when it is not as it should be, or could not be checked
   * @throws UsageException when the arguments make no sense
   */
  Facts run(Arguments arguments) throws Refused;
}
