package jp.meishigura.audit.domain.identity;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be taken over from an event of the identity provider. Some members hold what somebody
 * typed: whatever is not of the shape that its place has is left out, and never cut or escaped.
 */
enum Shape {
  /** Types of events, of operations and of resources. */
  CONSTANT("[A-Z][A-Z0-9_]{0,63}"),
  /** Codes of errors, types of credentials. */
  CODE("[a-z][a-z0-9_-]{0,63}"),
  CLIENT("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
  SESSION("[A-Za-z0-9_-]{1,64}"),
  ADDRESS("[0-9a-fA-F:.]{2,45}");

  private final Pattern pattern;

  Shape(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  @Nullable String orNull(@Nullable String text) {
    return text != null && pattern.matcher(text).matches() ? text : null;
  }

  /** In the style of our own reasons. */
  static @Nullable String slug(@Nullable String text) {
    String code = CODE.orNull(text);
    return code == null ? null : code.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
