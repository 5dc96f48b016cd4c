package jp.meishigura.platform.outbox;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL refuses because of the data themselves, so that the same would fail again. */
final class Refusal {
  private Refusal() {}

  /**
   * Whether it is a data exception or a violated constraint (SQLSTATE classes 22 and 23). Anything
   * else, such as a pool without connections, fails for all who wait: each alone would only wait as
   * long again.
   */
  static boolean isIn(Throwable failure) {
    @Nullable Throwable one = failure;
    while (one != null) {
      if (one instanceof SQLException refused && refused.getSQLState() != null) {
        return refused.getSQLState().startsWith("22") || refused.getSQLState().startsWith("23");
      }
      one = one.getCause();
    }
    return false;
  }
}
