package jp.meishigura.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Has the database make the next part of the log before it is needed. */
final class LogRoom {

  private static final Logger LOG = Logger.getLogger(LogRoom.class);

  /** A warning comes when so few entries still fit: normally a whole part of 1,048,576 is empty. */
  private static final long LITTLE = 524_288;

  private LogRoom() {}

  /**
   * @param size the log's length after what is appended now
   */
  static void make(Connection connection, long size) throws SQLException {
    try (PreparedStatement make = connection.prepareStatement("select entries_make_room()");
        ResultSet row = make.executeQuery()) {
      row.next();
      long room = row.getLong(1) - size;
      if (room < LITTLE) {
        LOG.errorf(
            "Only %d more entries have a place: the database does not make the log's next part;"
                + " its log says why.",
            room);
      }
    }
  }
}
