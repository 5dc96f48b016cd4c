package jp.meishigura.audit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/**
 * A question to the table of entries. The tenant is a condition of every one of them; row-level
 * security adds it once more beneath. Conditions that are not asked for are left out of the
 * statement, so that each has a plan of its own.
 */
final class EntryQuery {

  private final StringBuilder sql =
      new StringBuilder("select leaf_index, appended_at, data from entries where tenant_id = ?");
  private final List<Object> values = new ArrayList<>();

  private EntryQuery(UUID tenant) {
    values.add(tenant);
  }

  static EntryQuery listing(UUID tenant, EntryFilter filter, Window window, int limit) {
    return new EntryQuery(tenant)
        .where("leaf_index >= ?", window.from())
        .where("leaf_index < ?", window.below())
        .where("actor_id = ?", filter.actor())
        .where("card = ?", filter.card())
        .where("action = ?", filter.action() == null ? null : filter.action().slug())
        .where("at >= ?", filter.from() == null ? null : EntryTable.timestamp(filter.from()))
        .where("at < ?", filter.to() == null ? null : EntryTable.timestamp(filter.to()))
        .where("decision = ?", filter.decision() == null ? null : filter.decision().name())
        .then(" order by leaf_index limit ?", limit);
  }

  static EntryQuery single(UUID tenant, long leafIndex) {
    return new EntryQuery(tenant).where("leaf_index = ?", leafIndex);
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.toString());
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  private EntryQuery where(String condition, @Nullable Object value) {
    return value == null ? this : then(" and " + condition, value);
  }

  private EntryQuery then(String part, Object value) {
    sql.append(part);
    values.add(value);
    return this;
  }
}
