package jp.meishigura.local.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells the story to whoever reads along. */
public final class Narrator {
  private static final int MAX_LINES = 8;
  private static final Pattern FOLD = Pattern.compile(".{1,130}");

  private final PrintStream out;

  public Narrator(PrintStream out) {
    this.out = out;
  }

  void step(int number, String title) {
    out.println();
    out.println(number + "  " + title);
    out.println("   " + "─".repeat(70));
  }

  void tell(String sentence) {
    out.println("   " + sentence);
  }

  void request(String who, String method, String url, String body) {
    out.println();
    out.println("   → " + method + " " + url + "   (as " + who + ")");
    shorten(body, "     ");
  }

  void answer(int status, String body) {
    out.println("   ← " + status);
    shorten(body, "     ");
  }

  /** Long lines are folded, long bodies cut. */
  private void shorten(String text, String indent) {
    List<String> lines =
        text.lines().flatMap(line -> FOLD.matcher(line).results()).map(MatchResult::group).toList();
    lines.stream().limit(MAX_LINES).forEach(line -> out.println(indent + line));
    if (lines.size() > MAX_LINES) {
      out.println(indent + "… and " + (lines.size() - MAX_LINES) + " lines more");
    }
  }
}
