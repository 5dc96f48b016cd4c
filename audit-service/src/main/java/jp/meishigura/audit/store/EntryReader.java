package jp.meishigura.audit.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;

/** Reads entries as people ask for them. */
@Singleton
final class EntryReader {

  private final EventJson json;
  private final QueryTime time;

  EntryReader(EventJson json, QueryTime time) {
    this.json = json;
    this.time = time;
  }

  List<Entry> list(Connection connection, UUID tenant, EntryFilter filter, Window window, int limit)
      throws SQLException {
    time.limit(connection);
    Window part = LeafTimes.narrowed(connection, window, filter.from(), filter.to());
    return read(connection, EntryQuery.listing(tenant, filter, part, limit));
  }

  List<Entry> read(Connection connection, EntryQuery query) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select = query.prepare(connection);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(
            new Entry(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                json.read(row.getBytes(3))));
      }
    } catch (NotAnEvent e) {
      throw new IllegalStateException("The log could not be read.", e);
    }
    return entries;
  }
}
