package jp.meishigura.gateway.domain.rotation;

import java.util.Locale;

/** How a rotation stands. */
public enum State {
  RUNNING,
  FINISHED,
  /** Some keys do not open; they stay under the old version, which therefore stays too. */
  FAILED;

  /** The name in answers and in the database. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static State ofSlug(String slug) {
    return valueOf(slug.toUpperCase(Locale.ROOT));
  }
}
