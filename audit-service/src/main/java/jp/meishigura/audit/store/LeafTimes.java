package jp.meishigura.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a time the part of the log that holds every entry of that time. An entry that came much
 * later than it happened makes the part larger, never too small.
 */
final class LeafTimes {

  /** As many as the migration says: the entries whose times are kept together. */
  private static final long TOGETHER = 4_096;

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final String NARROW =
      "select (select min(first_leaf) from leaf_times where latest >= ?),"
          + " (select max(first_leaf) from leaf_times where earliest < ?)";

  private LeafTimes() {}

  static Window narrowed(
      Connection connection, Window window, @Nullable Instant from, @Nullable Instant to)
      throws SQLException {
    if (from == null && to == null) {
      return window;
    }
    try (PreparedStatement select = connection.prepareStatement(NARROW)) {
      select.setObject(1, EntryTable.timestamp(from == null ? EARLIEST : from));
      select.setObject(2, EntryTable.timestamp(to == null ? LATEST : to));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long first = row.getLong(1);
        boolean none = row.wasNull();
        long last = row.getLong(2);
        return none || row.wasNull()
            ? new Window(window.below(), window.below())
            : new Window(Math.max(window.from(), first), Math.min(window.below(), last + TOGETHER));
      }
    }
  }
}
