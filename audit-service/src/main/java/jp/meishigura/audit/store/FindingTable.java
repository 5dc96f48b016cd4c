package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.finding.FindingBook;
import jp.meishigura.audit.domain.finding.KeptFinding;
import jp.meishigura.audit.domain.finding.KeptFinding.Acknowledgement;
import jp.meishigura.audit.domain.finding.KeptFinding.Reason;
import jp.meishigura.audit.domain.finding.KeptFinding.State;
import jp.meishigura.audit.domain.finding.Level;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/** {@link FindingBook} in PostgreSQL. Whether a finding is over is asked of its clock. */
@ApplicationScoped
public class FindingTable implements FindingBook {

  private static final String KEEP =
      "insert into findings (id, tenant_id, rule, title, level, group_values, person, card,"
          + " opened_at, opened_leaf, holds_until, first_leaf, last_leaf, threshold, events,"
          + " evidence) values (?, ?, ?, ?, ?, ?::text[], ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[])"
          + " on conflict (id) do update set holds_until = excluded.holds_until,"
          + " last_leaf = excluded.last_leaf, events = excluded.events,"
          + " evidence = excluded.evidence";

  private static final String COLUMNS =
      "id, tenant_id, rule, title, level, group_values, person, card, opened_at, opened_leaf,"
          + " holds_until, first_leaf, last_leaf, threshold, events, evidence, state,"
          + " acknowledged_by, acknowledged_at, reason from (select *,"
          + " case when holds_until < now() then 'closed'"
          + " when acknowledged_at is not null then 'acknowledged' else 'open' end as state"
          + " from findings where tenant_id = ?) as f";

  private static final String LAST =
      "select distinct on (rule, group_values) "
          + COLUMNS
          + " order by rule, group_values, opened_leaf desc";

  private static final String LIST =
      "select "
          + COLUMNS
          + " where (?::text is null or state = ?) and (?::text is null or rule = ?)"
          + " and (?::bigint is null or (opened_leaf, id) < (?, ?::uuid))"
          + " order by opened_leaf desc, id desc limit ?";

  private static final String ACKNOWLEDGE =
      "update findings set acknowledged_by = ?, acknowledged_at = now(), reason = ?"
          + " where tenant_id = ? and id = ? and acknowledged_at is null";

  private final Statements statements;

  FindingTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void keep(Finding finding) {
    statements.update(
        KEEP,
        finding.id(),
        finding.tenant(),
        finding.rule(),
        finding.title(),
        finding.level().name(),
        finding.group(),
        finding.person(),
        finding.card(),
        finding.opened(),
        finding.openedLeaf(),
        finding.holdsUntil(),
        finding.firstLeaf(),
        finding.lastLeaf(),
        finding.threshold(),
        finding.events(),
        finding.evidence());
  }

  @Override
  public List<Finding> last(UUID tenant) {
    return statements.select(FindingTable::finding, LAST, tenant);
  }

  @Override
  public List<KeptFinding> list(
      UUID tenant, @Nullable State state, @Nullable String rule, @Nullable Place after, int limit) {
    @Nullable String wanted = state == null ? null : state.name();
    @Nullable Long leaf = after == null ? null : after.openedLeaf();
    return statements.select(
        FindingTable::kept,
        LIST,
        tenant,
        wanted,
        wanted,
        rule,
        rule,
        leaf,
        leaf,
        after == null ? null : after.id(),
        limit);
  }

  @Override
  public Optional<KeptFinding> find(UUID tenant, UUID id) {
    return statements.first(FindingTable::kept, "select " + COLUMNS + " where id = ?", tenant, id);
  }

  @Override
  public boolean acknowledge(UUID tenant, UUID id, String by, Reason reason) {
    return statements.update(ACKNOWLEDGE, by, reason.slug(), tenant, id) == 1;
  }

  private static KeptFinding kept(ResultSet row) throws SQLException {
    @Nullable String by = row.getString(18);
    return new KeptFinding(
        finding(row),
        State.valueOf(row.getString(17)),
        by == null ? null : new Acknowledgement(by, time(row, 19), row.getString(20)));
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4),
        Level.valueOf(row.getString(5)),
        Arrays.asList((String[]) array(row, 6)),
        row.getObject(7, UUID.class),
        row.getObject(8, UUID.class),
        time(row, 9),
        row.getLong(10),
        time(row, 11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        Arrays.asList((Long[]) array(row, 16)));
  }

  private static Object array(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array.getArray();
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
