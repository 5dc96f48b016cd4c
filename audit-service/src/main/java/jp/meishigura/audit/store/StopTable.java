package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.Lift;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.audit.domain.stop.StopBook;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** {@link StopBook} in PostgreSQL. */
@ApplicationScoped
public class StopTable implements StopBook {

  /** Of a person who was never stopped there is no row to lock. */
  private static final String HOLD =
      "select pg_advisory_xact_lock(hashtextextended(? || '/' || ?, 7312)) is null";

  private static final String COLUMNS =
      "select person, finding, rule, officer, reason, stopped_at, lifted_by, lift_reason,"
          + " lifted_at, revision from release_stops where tenant_id = ?";

  private static final String FIND = COLUMNS + " and person = ?";

  private static final String LIST =
      COLUMNS + " and (lifted_at is null or ?) order by revision desc, person limit ?";

  private static final String KEEP =
      "insert into release_stops (tenant_id, person, finding, rule, officer, reason, stopped_at,"
          + " lifted_by, lift_reason, lifted_at, revision) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (tenant_id, person) do update set finding = excluded.finding,"
          + " rule = excluded.rule, officer = excluded.officer, reason = excluded.reason,"
          + " stopped_at = excluded.stopped_at, lifted_by = excluded.lifted_by,"
          + " lift_reason = excluded.lift_reason, lifted_at = excluded.lifted_at,"
          + " revision = excluded.revision";

  private static final String NOTE =
      "insert into release_stop_findings (tenant_id, person, finding, rule, noted_at)"
          + " values (?, ?, ?, ?, ?) on conflict do nothing";

  private final Statements statements;

  StopTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Optional<ReleaseStop> hold(UUID person) {
    UUID tenant = TenantScope.tenant().id();
    statements.select(row -> row.getBoolean(1), HOLD, tenant.toString(), person.toString());
    return statements.first(StopTable::read, FIND, tenant, person);
  }

  @Override
  public void keep(ReleaseStop stop) {
    Cause.@Nullable Finding finding = stop.cause() instanceof Cause.Finding one ? one : null;
    Cause.@Nullable ByHand hand = stop.cause() instanceof Cause.ByHand one ? one : null;
    Lift lift = stop.lift();
    statements.update(
        KEEP,
        TenantScope.tenant().id(),
        stop.person(),
        finding == null ? null : finding.id(),
        finding == null ? null : finding.rule(),
        hand == null ? null : hand.officer(),
        hand == null ? null : hand.reason(),
        stop.at(),
        lift == null ? null : lift.officer(),
        lift == null ? null : lift.reason(),
        lift == null ? null : lift.at(),
        stop.revision());
  }

  @Override
  public boolean note(UUID person, Cause.Finding finding, Instant at) {
    return statements.update(
            NOTE, TenantScope.tenant().id(), person, finding.id(), finding.rule(), at)
        == 1;
  }

  @Override
  public List<ReleaseStop> list(boolean lifted, int limit) {
    return statements.select(StopTable::read, LIST, TenantScope.tenant().id(), lifted, limit);
  }

  private static ReleaseStop read(ResultSet row) throws SQLException {
    @Nullable UUID finding = row.getObject("finding", UUID.class);
    @Nullable OffsetDateTime lifted = row.getObject("lifted_at", OffsetDateTime.class);
    return new ReleaseStop(
        row.getObject("person", UUID.class),
        finding == null
            ? new Cause.ByHand(row.getString("officer"), row.getString("reason"))
            : new Cause.Finding(finding, row.getString("rule")),
        row.getObject("stopped_at", OffsetDateTime.class).toInstant(),
        lifted == null
            ? null
            : new Lift(
                row.getString("lifted_by"), row.getString("lift_reason"), lifted.toInstant()),
        row.getLong("revision"));
  }
}
