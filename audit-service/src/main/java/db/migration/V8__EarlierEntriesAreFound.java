package db.migration;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import jp.meishigura.audit.store.SearchColumns;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Entries from before the log was searched by purpose and by the cards that they show get these
 * copies out of their events. In Java, because PostgreSQL does not read every JSON that the log
 * took (U+0000 in a text).
 */
public class V8__EarlierEntriesAreFound extends BaseJavaMigration {

  private static final int BATCH = 2_048;

  private static final String SELECT =
      "select leaf_index, data from entries where leaf_index >= ? order by leaf_index limit "
          + BATCH;

  private static final String UPDATE =
      "update entries set purpose = ?, actor_client = ?, actor_session = ?, address = ?, fields = ?,"
          + " shown = ? where leaf_index = ?";

  private static final String SIGHTINGS =
      "insert into card_sightings select distinct tenant_id, unnest(shown), leaf_index, at"
          + " from entries where shown is not null";

  private final EventJson json =
      new EventJson(JsonMapper.builder().addModule(new JavaTimeModule()).build());

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement sql = connection.createStatement()) {
      sql.execute("select set_config('app.system', 'on', true)");
      // The owner may not read entries, nor change any; what is changed here are copies.
      sql.execute("alter table only entries no force row level security");
      sql.execute("alter table only entries disable trigger entries_never_change");
      long next = 0;
      while (next >= 0) {
        next = copied(connection, next);
      }
      sql.execute(SIGHTINGS);
      sql.execute("alter table only entries enable trigger entries_never_change");
      sql.execute("alter table only entries force row level security");
    }
  }

  /** Returns where to go on, or less than nothing at the end. */
  private long copied(Connection connection, long from) throws SQLException {
    long next = -1;
    try (PreparedStatement select = connection.prepareStatement(SELECT);
        PreparedStatement update = connection.prepareStatement(UPDATE)) {
      select.setLong(1, from);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          next = row.getLong(1) + 1;
          AuditEvent event = json.read(row.getBytes(2));
          SearchColumns.bind(update, 1, event);
          update.setLong(7, next - 1);
          update.addBatch();
        }
      } catch (NotAnEvent e) {
        throw new IllegalStateException("An entry of the log cannot be read.", e);
      }
      update.executeBatch();
    }
    return next;
  }
}
