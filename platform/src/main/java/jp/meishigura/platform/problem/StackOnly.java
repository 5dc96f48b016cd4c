package jp.meishigura.platform.problem;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An exception as it may be logged: types and places, no messages. Messages of parsers and drivers
 * quote what they choked on, which here is personal data.
 */
public final class StackOnly {

  private static final int FRAMES = 12;

  private StackOnly() {}

  public static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable one = failure;
    for (int depth = 0; one != null && depth < 6; depth++, one = one.getCause()) {
      text.append(depth == 0 ? "" : "\n  caused by ").append(one.getClass().getName());
      text.append(
          Arrays.stream(one.getStackTrace())
              .limit(FRAMES)
              .map(frame -> "\n    at " + frame)
              .collect(Collectors.joining()));
    }
    return text.toString();
  }
}
