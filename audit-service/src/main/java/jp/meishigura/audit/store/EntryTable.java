package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Log;
import jp.meishigura.audit.domain.log.Window;
import jp.meishigura.platform.tx.Statements;

/** {@link Log} in PostgreSQL. */
@ApplicationScoped
public class EntryTable implements Log {

  /** Any number, the same in every instance of this service. */
  private static final long APPENDER = 0x6d65697368690002L;

  private final AgroalDataSource dataSource;
  private final Statements statements;
  private final EntryReader reader;
  private final SecureRandom random = new SecureRandom();

  EntryTable(AgroalDataSource dataSource, Statements statements, EntryReader reader) {
    this.dataSource = dataSource;
    this.statements = statements;
    this.reader = reader;
  }

  @Override
  public long append(List<Arrival> arrivals) {
    try (Connection connection = dataSource.getConnection()) {
      becomeTheAppender(connection);
      // A statement of its own, after the lock: it sees what the appender before has committed.
      long size = size(connection);
      LogRoom.make(connection, size + arrivals.size());
      new EntryRows(connection, arrivals).insert(size);
      new TreeWriter(connection, random)
          .extend(
              size,
              arrivals.stream()
                  .map(one -> new TreeWriter.Event(one.event().tenant(), one.recorded()))
                  .toList());
      return size;
    } catch (SQLException e) {
      throw new IllegalStateException("The log could not be extended.", e);
    }
  }

  @Override
  public Map<UUID, Long> places(List<UUID> events) {
    return statements
        .select(
            row -> Map.entry(row.getObject(1, UUID.class), row.getLong(2)),
            "select event_id, leaf_index from leaves_of(?)",
            events)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public long size() {
    return statements.select(row -> row.getLong(1), "select size from log_head").getFirst();
  }

  @Override
  public List<Entry> list(UUID tenant, EntryFilter filter, Window window, int limit) {
    try (Connection connection = dataSource.getConnection()) {
      return reader.list(connection, tenant, filter, window, limit);
    } catch (SQLException e) {
      throw QueryTime.failed(e);
    }
  }

  @Override
  public Optional<Entry> find(UUID tenant, long leafIndex) {
    try (Connection connection = dataSource.getConnection()) {
      return reader.read(connection, EntryQuery.single(tenant, leafIndex)).stream().findFirst();
    } catch (SQLException e) {
      throw QueryTime.failed(e);
    }
  }

  @Override
  public Optional<byte[]> recorded(UUID tenant, long leafIndex) {
    return bytes(
        "select data from entries where tenant_id = ? and leaf_index = ?", tenant, leafIndex);
  }

  @Override
  public Optional<byte[]> opening(UUID tenant, long leafIndex) {
    return bytes(
        "select opening from openings where tenant_id = ? and leaf_index = ?", tenant, leafIndex);
  }

  private Optional<byte[]> bytes(String sql, UUID tenant, long leafIndex) {
    return statements.first(row -> row.getBytes(1), sql, tenant, leafIndex);
  }

  private static void becomeTheAppender(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      lock.setLong(1, APPENDER);
      lock.execute();
    }
  }

  private static long size(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select size from log_head");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** PostgreSQL keeps microseconds and would round up what lies between two of them. */
  static OffsetDateTime timestamp(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
