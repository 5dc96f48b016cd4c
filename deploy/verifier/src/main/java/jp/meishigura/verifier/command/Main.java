package jp.meishigura.verifier.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/**
 * The command line. One line on standard output is for programs: it begins with {@code good},
 * {@code bad} or {@code unchecked}. What a person needs besides is on standard error.
 */
public final class Main {
  private static final int USAGE = 2;
  private static final List<Verb> VERBS =
      List.of(new LogVerb(), new EvidenceVerb(), new CheckpointVerb(), new ConsistencyVerb());

  private final PrintStream out;
  private final PrintStream err;

  /** A command that writes there. */
  public Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one verb and exits: 0 good, 1 not as it should be, 2 misused, 3 could not be checked. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(out, err).run(Arrays.asList(args)));
  }

  /** Runs one verb; returns the exit status. */
  public int run(List<String> words) {
    String name = words.isEmpty() ? "help" : words.getFirst();
    for (Verb verb : VERBS) {
      if (verb.name().equals(name)) {
        return run(verb, words.subList(1, words.size()));
      }
    }
    boolean asked = Set.of("help", "--help", "-h").contains(name);
    help(asked && !words.isEmpty() ? out : err);
    return asked && !words.isEmpty() ? 0 : USAGE;
  }

  private int run(Verb verb, List<String> words) {
    try {
      Set<String> options = new HashSet<>(verb.options());
      options.addAll(Trust.OPTIONS);
      Facts facts = verb.run(new Arguments(words, options, verb.flags()));
      out.println(printable("good verb=" + verb.name() + ' ' + facts));
      return 0;
    } catch (UsageException e) {
      err.println(printable(String.valueOf(e.getMessage())));
      err.println("verify " + verb.name() + ' ' + Trust.USAGE + ' ' + verb.usage());
      return USAGE;
    } catch (Refused e) {
      return report(verb, e.failure(), e.detail());
    } catch (RuntimeException | OutOfMemoryError e) {
      // Uncaught it would end the JVM with 1, which here means that somebody tampered.
      return report(verb, Failure.FAULT, "please report this: " + e);
    }
  }

  private int report(Verb verb, Failure failure, String detail) {
    String word = failure.exitStatus() == 1 ? "bad" : "unchecked";
    out.println(word + " verb=" + verb.name() + " failure=" + failure.slug());
    err.println(printable(detail));
    return failure.exitStatus();
  }

  private static void help(PrintStream where) {
    where.println("Checks a transparency log (c2sp.org/tlog-tiles), and evidence from it.");
    for (Verb verb : VERBS) {
      where.println();
      where.println("verify " + verb.name() + ' ' + Trust.USAGE + ' ' + verb.usage());
      where.println("    " + verb.help());
    }
    where.println();
    where.println("Exit status: 0 good, 1 not as it should be, 2 misused, 3 could not be checked.");
  }

  /** What comes out of a log must not steer a terminal, nor begin a line of its own. */
  private static String printable(String text) {
    return text.codePoints()
        .map(one -> Character.isISOControl(one) ? '?' : one)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
