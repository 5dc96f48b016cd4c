package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.gateway.domain.rotation.Level;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.domain.rotation.State;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/**
 * Rotations: those of the current tenant and of the installation, or all of them in a system
 * transaction.
 */
@ApplicationScoped
public class RotationTable {

  private static final String SELECT =
      "select id, level, tenant_id, asked_tenant, asked_alias, actor, state, from_version,"
          + " to_version, done, total, broken, position, started_at, finished_at,"
          + " waits_for from rotations ";

  private final Statements sql;

  public RotationTable(Statements sql) {
    this.sql = sql;
  }

  /** Whether it was added: false when one of its level runs already. */
  public boolean add(Rotation fresh) {
    return sql.update(
            "insert into rotations (id, level, tenant_id, asked_tenant, asked_alias, actor, state,"
                + " from_version, to_version, done, total, started_at, finished_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            fresh.id(),
            fresh.level().slug(),
            fresh.tenant(),
            fresh.asked().tenant(),
            fresh.asked().alias(),
            fresh.actor(),
            fresh.state().slug(),
            fresh.from(),
            fresh.to(),
            fresh.progress().done(),
            fresh.progress().total(),
            utc(fresh.startedAt()),
            utc(fresh.finishedAt()))
        == 1;
  }

  public Optional<Rotation> find(UUID id) {
    return sql.select(RotationTable::read, SELECT + "where id = ?", id).stream().findFirst();
  }

  /** Newest first. */
  public List<Rotation> newest(int limit) {
    return sql.select(RotationTable::read, SELECT + "order by started_at desc, id limit ?", limit);
  }

  /** The newest one of that level, of this tenant or of the installation. */
  public Optional<Rotation> newest(Level level) {
    return sql
        .select(
            RotationTable::read,
            SELECT + "where level = ? order by started_at desc, id limit 1",
            level.slug())
        .stream()
        .findFirst();
  }

  /** Oldest first. */
  public List<Rotation> running() {
    return sql.select(
        RotationTable::read, SELECT + "where state = 'running' order by started_at, id");
  }

  /** The version of Vault's key that everything kept from now on must be wrapped under. */
  public int vaultFloor() {
    return sql.select(
            row -> row.getInt(1),
            "select coalesce(max(to_version), 0) from rotations where level = 'vault-key'")
        .getFirst();
  }

  public void startsFrom(UUID id, int version) {
    sql.update("update rotations set from_version = ? where id = ?", version, id);
  }

  public void goesTo(UUID id, int version, long total) {
    sql.update("update rotations set to_version = ?, total = ? where id = ?", version, total, id);
  }

  /** A batch is done. */
  public void advance(UUID id, UUID position, long done, long broken) {
    sql.update(
        "update rotations set position = ?, done = done + ?, broken = broken + ?,"
            + " total = greatest(total, done + ?) where id = ?",
        position,
        done,
        broken,
        done,
        id);
  }

  /** Once more from the beginning: something came in behind the pass. */
  public void passAgain(UUID id) {
    sql.update("update rotations set position = ? where id = ?", Rotation.START, id);
  }

  /** Why it does not move; null when it does again. */
  public void waitsFor(UUID id, @Nullable String what) {
    sql.update(
        "update rotations set waits_for = ?::text where id = ? and state = 'running'", what, id);
  }

  public void end(UUID id, State state, Instant at) {
    sql.update(
        "update rotations set state = ?, finished_at = ?, waits_for = null where id = ?",
        state.slug(),
        utc(at),
        id);
  }

  private static Rotation read(ResultSet row) throws SQLException {
    return new Rotation(
        row.getObject(1, UUID.class),
        Level.ofSlug(row.getString(2)),
        row.getObject(3, UUID.class),
        new Rotation.Asked(row.getObject(4, UUID.class), row.getString(5)),
        row.getString(6),
        State.ofSlug(row.getString(7)),
        row.getObject(8, Integer.class),
        row.getObject(9, Integer.class),
        new Rotation.Progress(row.getLong(10), row.getLong(11), row.getLong(12)),
        row.getString(16),
        row.getObject(13, UUID.class),
        row.getObject(14, OffsetDateTime.class).toInstant(),
        instant(row.getObject(15, OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
