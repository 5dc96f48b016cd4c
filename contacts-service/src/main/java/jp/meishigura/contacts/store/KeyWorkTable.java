package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.domain.keywork.KeyWork.Kind;
import jp.meishigura.contacts.domain.keywork.KeyWork.State;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/**
 * Work that follows from rotated keys; of the current tenant, or in a system transaction of all.
 */
@ApplicationScoped
public class KeyWorkTable {

  /** Any number, the same in every instance; platform's relay has one of its own. */
  private static final long WORKER = 0x6d65697368690004L;

  private static final String COLUMNS =
      "select id, tenant_id, tenant_alias, kind, version, actor, state, done, total, broken,"
          + " position, started_at, finished_at from key_work ";

  /** What was begun with is still so: a further rotation may have come meanwhile. */
  private static final String AS_IT_WAS =
      " where tenant_id = ? and id = ? and state = 'running' and version is not distinct from ?";

  private final AgroalDataSource dataSource;
  private final BrokenCardTable broken;

  KeyWorkTable(AgroalDataSource dataSource, BrokenCardTable broken) {
    this.dataSource = dataSource;
    this.broken = broken;
  }

  /** Where a page of works ended. */
  public record StartedPosition(Instant startedAt, UUID id) {}

  /** Whether it was added: false when one of its kind runs already. */
  public boolean add(KeyWork work) {
    return change(
            "insert into key_work (id, tenant_id, tenant_alias, kind, version, actor, state, total,"
                + " started_at) values (?, ?, ?, ?, ?, ?, ?,"
                + " (select count(*) from cards where tenant_id = ?), ?) on conflict do nothing",
            work.id(),
            work.tenant(),
            work.tenantAlias(),
            work.kind().slug(),
            version(work),
            work.actor(),
            work.state().slug(),
            work.tenant(),
            utc(work.startedAt()))
        == 1;
  }

  /**
   * A reindexing that runs for an older version goes for this one from now on, and begins its pass
   * anew.
   */
  public void aimAt(int version) {
    select(
            "where tenant_id = ? and kind = 'reindex' and state = 'running' and version < ?"
                + " for update",
            TenantScope.tenant().id(),
            version)
        .forEach(
            work -> {
              change(
                  "update key_work set version = ?, position = ?, done = 0, broken = 0"
                      + " where tenant_id = ? and id = ?",
                  version,
                  KeyWork.START,
                  work.tenant(),
                  work.id());
              broken.clear(work.id());
            });
  }

  public Optional<KeyWork> find(UUID id) {
    return select("where tenant_id = ? and id = ?", TenantScope.tenant().id(), id).stream()
        .findFirst();
  }

  public Optional<KeyWork> running(Kind kind) {
    return select(
            "where tenant_id = ? and kind = ? and state = 'running'",
            TenantScope.tenant().id(),
            kind.slug())
        .stream()
        .findFirst();
  }

  /** The newest first, from the first or after this one. */
  public List<KeyWork> newest(int limit, @Nullable StartedPosition after) {
    UUID tenant = TenantScope.tenant().id();
    String order = " order by started_at desc, id desc limit ?";
    return after == null
        ? select("where tenant_id = ?" + order, tenant, limit)
        : select(
            "where tenant_id = ? and (started_at, id) < (?, ?)" + order,
            tenant,
            utc(after.startedAt()),
            after.id(),
            limit);
  }

  /** Of all tenants, the oldest first; in a system transaction. */
  public List<KeyWork> running() {
    return select("where state = 'running' order by started_at, id");
  }

  /**
   * A batch is done.
   *
   * @param done how many cards of it
   * @param damaged those that do not open
   * @return false when the work has ended or goes for another version by now
   */
  public boolean advance(KeyWork work, UUID position, long done, Collection<UUID> damaged) {
    boolean goesOn =
        change(
                "update key_work set position = ?, done = done + ?,"
                    + " total = greatest(total, done + ?)"
                    + AS_IT_WAS,
                position,
                done,
                done,
                work.tenant(),
                work.id(),
                version(work))
            == 1;
    if (goesOn && !damaged.isEmpty()) {
      change(
          "update key_work set broken = broken + ? where tenant_id = ? and id = ?",
          broken.add(work.id(), damaged),
          work.tenant(),
          work.id());
    }
    return goesOn;
  }

  /**
   * The work has come to its end.
   *
   * @return false when it has ended before or goes for another version by now
   */
  public boolean end(KeyWork work, State state, Instant at) {
    return change(
            "update key_work set state = ?, finished_at = ?" + AS_IT_WAS,
            state.slug(),
            utc(at),
            work.tenant(),
            work.id(),
            version(work))
        == 1;
  }

  private static @Nullable Integer version(KeyWork work) {
    return work.kind() instanceof Kind.Reindex(int version) ? version : null;
  }

  /** Whether this instance is the one that works until the transaction ends. */
  public boolean becomeTheWorker() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement lock =
            connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      lock.setLong(1, WORKER);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The worker's lock could not be asked for.", e);
    }
  }

  private int change(String sql, @Nullable Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement change = connection.prepareStatement(sql)) {
      bind(change, values);
      return change.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Key work could not be written.", e);
    }
  }

  private List<KeyWork> select(String condition, Object... values) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(COLUMNS + condition)) {
      bind(select, values);
      List<KeyWork> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(read(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("Key work could not be read.", e);
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int one = 0; one < values.length; one++) {
      if (values[one] == null) {
        statement.setNull(one + 1, Types.INTEGER);
      } else {
        statement.setObject(one + 1, values[one]);
      }
    }
  }

  private static KeyWork read(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime finished = row.getObject(13, OffsetDateTime.class);
    return new KeyWork(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        kind(row.getString(4), row.getInt(5)),
        row.getString(6),
        State.ofSlug(row.getString(7)),
        new KeyWork.Progress(row.getLong(8), row.getLong(9), row.getLong(10)),
        row.getObject(11, UUID.class),
        row.getObject(12, OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant());
  }

  private static Kind kind(String slug, int version) {
    return slug.equals("reindex") ? new Kind.Reindex(version) : new Kind.Reseal();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
