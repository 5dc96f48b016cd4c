package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.audit.format.EventJson;
import jp.meishigura.audit.format.NotAnEvent;
import jp.meishigura.platform.tx.Statements;
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

  private static final String SINCE =
      "select coalesce((select min(first_leaf) from leaf_times where latest >= ?),"
          + " (select size from log_head))";

  private final Statements statements;
  private final EventJson json;

  EntryTail(Statements statements, EventJson json) {
    this.statements = statements;
    this.json = json;
  }

  @Override
  public List<ChainedEntry> read(UUID tenant, long from, int limit) {
    List<ChainedEntry> entries = new ArrayList<>();
    @Nullable Long previous = null;
    for (Entry entry : statements.select(this::entry, READ, tenant, from, limit)) {
      previous = entries.isEmpty() ? previous(tenant, entry.leafIndex()) : previous;
      entries.add(new ChainedEntry(entry, previous));
      previous = entry.leafIndex();
    }
    return entries;
  }

  private Entry entry(ResultSet row) throws SQLException {
    try {
      return new Entry(
          row.getLong(1),
          row.getObject(2, OffsetDateTime.class).toInstant(),
          json.read(row.getBytes(3)));
    } catch (NotAnEvent e) {
      throw new IllegalStateException("The log could not be followed.", e);
    }
  }

  /** The entry before, if there is one. */
  private @Nullable Long previous(UUID tenant, long leafIndex) {
    return statements
        .select(
            row -> Optional.ofNullable(row.getObject(1, Long.class)), PREVIOUS, tenant, leafIndex)
        .getFirst()
        .orElse(null);
  }

  @Override
  public long back(UUID tenant, long below, int entries) {
    return entries == 0 ? below : number(BACK, tenant, below, entries);
  }

  @Override
  public long since(Instant time) {
    return number(SINCE, time);
  }

  @Override
  public int waiting(UUID tenant, long from, int atMost) {
    return Math.toIntExact(number(WAITING, tenant, from, atMost));
  }

  private long number(String sql, Object... values) {
    return statements.select(row -> row.getLong(1), sql, values).getFirst();
  }

  @Override
  public long size() {
    return number("select size from log_head");
  }
}
