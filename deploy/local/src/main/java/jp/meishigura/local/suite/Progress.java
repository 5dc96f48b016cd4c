package jp.meishigura.local.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line per part: what happened and how long it took. */
final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void ready(String part, Duration took, String where) {
    line(part, "ready", took, where);
  }

  void stopped(String part, Duration took) {
    line(part, "stopped", took, "");
  }

  void say(String text) {
    out.println(text);
    out.flush();
  }

  private void line(String part, String what, Duration took, String where) {
    say(
        String.format(
                Locale.ROOT,
                "  %-17s %-8s %5.1f s   %s",
                part,
                what,
                took.toMillis() / 1000.0,
                where)
            .stripTrailing());
  }
}
