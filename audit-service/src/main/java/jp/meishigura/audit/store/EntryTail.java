package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import org.jspecify.annotations.Nullable;

/** {@link Tail} in PostgreSQL; each statement walks a part of one index. */
@ApplicationScoped
public class EntryTail implements Tail {

  private static final String READ =
      "select leaf_index, appended_at, data from entries where tenant_id = ? and leaf_index >= ?"
          + " order by leaf_index limit ?";

  private static final String PREVIOUS =
      "select max(leaf_index) from entries where tenant_id = ? and leaf_index < ?";

  private static final String BACK =
      "select min(leaf_index) from (select leaf_index from entries where tenant_id = ?"
          + " and leaf_index < ? order by leaf_index desc limit ?) as last_ones";

  private static final String WAITING =
      "select count(*) from (select from entries where tenant_id = ? and leaf_index >= ?"
          + " limit ?) as waiting";

  private final AgroalDataSource dataSource;
  private final EventJson json;

  EntryTail(AgroalDataSource dataSource, EventJson json) {
    this.dataSource = dataSource;
    this.json = json;
  }

  @Override
  public List<ChainedEntry> read(UUID tenant, long from, int limit) {
    List<ChainedEntry> entries = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(READ)) {
      select.setObject(1, tenant);
      select.setLong(2, from);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        @Nullable Long previous = null;
        while (row.next()) {
          Entry entry =
              new Entry(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  json.read(row.getBytes(3)));
          previous = entries.isEmpty() ? previous(connection, tenant, entry.leafIndex()) : previous;
          entries.add(new ChainedEntry(entry, previous));
          previous = entry.leafIndex();
        }
      }
      return entries;
    } catch (SQLException | NotAnEvent e) {
      throw new IllegalStateException("The log could not be followed.", e);
    }
  }

  private static @Nullable Long previous(Connection connection, UUID tenant, long leafIndex)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PREVIOUS)) {
      select.setObject(1, tenant);
      select.setLong(2, leafIndex);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getObject(1, Long.class);
      }
    }
  }

  @Override
  public long back(UUID tenant, long below, int entries) {
    return entries == 0 ? below : number(BACK, tenant, below, entries);
  }

  @Override
  public int waiting(UUID tenant, long from, int atMost) {
    return Math.toIntExact(number(WAITING, tenant, from, atMost));
  }

  private long number(String sql, UUID tenant, long leafIndex, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, tenant);
      select.setLong(2, leafIndex);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The log could not be followed.", e);
    }
  }

  @Override
  public long size() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement("select size from log_head");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The log's size could not be read.", e);
    }
  }
}
