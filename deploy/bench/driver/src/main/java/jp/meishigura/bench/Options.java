package jp.meishigura.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;

/**
 * What the command line says.
 *
 * @param repository the working copy
 * @param write whether docs/benchmarks.md is written
 * @param onlyCards whether only cards are measured
 * @param onlyKeys whether only sealing and keys are measured
 * @param onlyLog whether only the log is measured
 * @param rounds rounds of each load for each side
 * @param length of a round
 * @param withdrawals how many people withdraw
 * @param connections callers at once
 */
public record Options(
    Path repository,
    boolean write,
    boolean onlyCards,
    boolean onlyKeys,
    boolean onlyLog,
    int rounds,
    Duration length,
    int withdrawals,
    int connections) {

  static final String HELP =
      "[--write] [--only-cards | --only-keys | --only-log] [--rounds N] [--seconds N] [--withdrawals N] [--connections N]";

  static Options of(List<String> words) {
    List<String> rest = new ArrayList<>(words);
    boolean write = rest.remove("--write");
    boolean onlyCards = rest.remove("--only-cards");
    boolean onlyKeys = rest.remove("--only-keys");
    boolean onlyLog = rest.remove("--only-log");
    if (write && (onlyCards || onlyKeys || onlyLog)) {
      throw new LaunchException("docs/benchmarks.md is written by a whole bench only.");
    }
    Arguments arguments = new Arguments(rest);
    String repository = System.getProperty("meishigura.repository");
    if (repository == null) {
      throw new LaunchException("Start the bench by deploy/bench/run.");
    }
    return new Options(
        Path.of(repository),
        write,
        onlyCards,
        onlyKeys,
        onlyLog,
        number(arguments, "--rounds", 5),
        Duration.ofSeconds(number(arguments, "--seconds", 4)),
        number(arguments, "--withdrawals", 100),
        number(arguments, "--connections", 8));
  }

  private static int number(Arguments arguments, String name, int otherwise) {
    String text = arguments.option(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new LaunchException(name + " must be a number above 0. Usage: " + HELP);
    }
    return Integer.parseInt(text);
  }
}
