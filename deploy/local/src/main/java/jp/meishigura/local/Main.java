package jp.meishigura.local;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jp.meishigura.local.suite.Verbs;

/** The launcher's command line. */
public final class Main {
  private Main() {}

  /** Runs one verb; the exit status is 0 when it succeeded, 1 when it failed, 2 when unknown. */
  public static void main(String[] args) {
    // Some libraries log a great deal through java.util.logging; people want to see progress only.
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> words) {
    List<Verb> verbs = Verbs.all();
    String name = words.isEmpty() ? "help" : words.getFirst();
    for (Verb verb : verbs) {
      if (verb.name().equals(name)) {
        return run(verb, words.subList(1, words.size()));
      }
    }
    verbs.forEach(v -> System.out.printf(Locale.ROOT, "  %-11s %s%n", v.name(), v.help()));
    return name.equals("help") ? 0 : 2;
  }

  private static int run(Verb verb, List<String> words) {
    try {
      return verb.run(new Arguments(words));
    } catch (LaunchException e) {
      System.err.println(e.getMessage());
    } catch (IOException e) {
      System.err.println(verb.name() + " failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }
}
