package db.migration;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.store.TreeWriter;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** Entries from before there was a tree get their places in it. */
public class V3__EarlierEntries extends BaseJavaMigration {

  private static final int BATCH = 4_096;

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    TreeWriter tree = new TreeWriter(connection, new SecureRandom());
    try (Statement sql = connection.createStatement()) {
      sql.execute("select set_config('app.system', 'on', true)");
      // The owner may not read entries either, as long as row-level security is forced.
      sql.execute("alter table entries no force row level security");
      long size = 0;
      List<TreeWriter.Event> next = from(connection, size);
      while (!next.isEmpty()) {
        tree.extend(size, next);
        size += next.size();
        next = from(connection, size);
      }
      sql.execute("alter table entries force row level security");
    }
  }

  private static List<TreeWriter.Event> from(Connection connection, long size) throws SQLException {
    List<TreeWriter.Event> events = new ArrayList<>();
    String sql =
        "select tenant_id, data from entries where leaf_index >= ? order by leaf_index limit ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, size);
      select.setInt(2, BATCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(new TreeWriter.Event(row.getObject(1, UUID.class), row.getBytes(2)));
        }
      }
    }
    return events;
  }
}
