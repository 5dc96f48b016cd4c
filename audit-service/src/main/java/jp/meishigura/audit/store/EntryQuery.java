package jp.meishigura.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/**
 * A question to the table of entries. The tenant is a condition of every one of them; row-level
 * security adds it once more beneath. Conditions that are not asked for are left out of the
 * statement, so that each has a plan of its own.
 */
final class EntryQuery {

  private static final String ENTRY = "select leaf_index, appended_at, data from entries";

  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();

  private EntryQuery(String select, UUID tenant) {
    this.sql = new StringBuilder(select).append(" where tenant_id = ?");
    values.add(tenant);
  }

  /** A statement whose conditions are still to be said. */
  static EntryQuery of(String select, UUID tenant) {
    return new EntryQuery(select, tenant);
  }

  static EntryQuery listing(UUID tenant, EntryFilter filter, Window window, int limit) {
    return of(ENTRY, tenant)
        .window(window)
        .filter(filter)
        .then(" order by leaf_index limit ?", limit);
  }

  static EntryQuery single(UUID tenant, long leafIndex) {
    return of(ENTRY, tenant).where("leaf_index = ?", leafIndex);
  }

  static EntryQuery at(UUID tenant, List<Long> leaves) {
    return of(ENTRY, tenant)
        .where("leaf_index = any(?)", leaves.toArray(Long[]::new))
        .then(" order by leaf_index");
  }

  static EntryQuery counts(UUID tenant, EntryFilter filter, Window window, Counts.By by, int most) {
    String column = by == Counts.By.actor ? "actor_id" : by.name();
    return of(
            "select value, n, sum(n) over ()::bigint, count(*) over () from (select "
                + column
                + " as value, count(*) as n from entries",
            tenant)
        .window(window)
        .filter(filter)
        .then(" group by 1) as counted order by n desc, value limit ?", most);
  }

  EntryQuery window(Window window) {
    return where("leaf_index >= ?", window.from()).where("leaf_index < ?", window.below());
  }

  EntryQuery times(@Nullable Instant from, @Nullable Instant to) {
    return where("at >= ?", from == null ? null : EntryTable.timestamp(from))
        .where("at < ?", to == null ? null : EntryTable.timestamp(to));
  }

  private EntryQuery filter(EntryFilter filter) {
    return times(filter.from(), filter.to())
        .where("actor_id = ?", filter.actor())
        .where("card = ?", filter.card())
        .where("action = ?", filter.action() == null ? null : filter.action().slug())
        .where("purpose = ?", filter.purpose())
        .decision(filter.decision());
  }

  /** Written into the statement, so that every plan of it may use the index of refusals. */
  private EntryQuery decision(@Nullable Decision decision) {
    return decision == null ? this : then(" and decision = '" + decision.name() + "'");
  }

  EntryQuery where(String condition, @Nullable Object value) {
    return value == null ? this : then(" and " + condition, value);
  }

  EntryQuery then(String part, Object... more) {
    sql.append(part);
    values.addAll(List.of(more));
    return this;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    return prepare(connection, "");
  }

  /**
   * @param before goes before the statement
   */
  PreparedStatement prepare(Connection connection, String before) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(before + sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
