package jp.meishigura.local.demo;

import java.io.PrintStream;

/** Tells the story to whoever reads along. */
public final class Narrator {
  private static final int MAX_LINES = 12;
  private static final int MAX_WIDTH = 150;

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

  void line(String text) {
    out.println(text);
  }

  private void shorten(String text, String indent) {
    text.lines()
        .limit(MAX_LINES)
        .map(line -> line.length() > MAX_WIDTH ? line.substring(0, MAX_WIDTH) + "…" : line)
        .forEach(line -> out.println(indent + line));
    long more = text.lines().count() - MAX_LINES;
    if (more > 0) {
      out.println(indent + "… and " + more + " lines more");
    }
  }
}
