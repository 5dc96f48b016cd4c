package jp.meishigura.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.Condition.Column;
import jp.meishigura.platform.tx.Question;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/**
 * Events in transactions of their own, written if what they tell of still holds in them; those of
 * several callers in one ({@link GroupCommit}).
 */
@ApplicationScoped
public class ConditionalOutbox {

  private static final List<Column> EVENT =
      List.of(
          new Column("event_id", "uuid"),
          new Column("topic", "text"),
          new Column("key", "text"),
          new Column("type", "text"),
          new Column("subject", "text"),
          new Column("at", "timestamptz"),
          new Column("data", "text"));

  private final TenantTransactions transactions;
  private final GroupCommit group;
  private final ObjectMapper json;
  private final RelaySignal signal;

  public ConditionalOutbox(
      TenantTransactions transactions, GroupCommit group, ObjectMapper json, RelaySignal signal) {
    this.transactions = transactions;
    this.group = group;
    this.json = json;
    this.signal = signal;
  }

  /**
   * Adds an event and commits, if the condition holds then.
   *
   * @return whether it did
   * @throws IllegalStateException inside of another transaction
   */
  public boolean append(Tenant tenant, OutgoingEvent event, Condition condition) {
    boolean added =
        group.append(
            tenant,
            new Appended(event, condition),
            batch -> transactions.ask(tenant, new Insertion(batch)));
    if (added) {
      signal.wake();
    }
    return added;
  }

  /** Tells which events were added. */
  private final class Insertion implements Question<Set<UUID>> {
    private final List<Appended> batch;
    private final List<Column> columns;

    private Insertion(List<Appended> batch) {
      this.batch = batch;
      this.columns =
          Stream.concat(EVENT.stream(), batch.getFirst().condition().columns().stream()).toList();
    }

    @Override
    public String sql() {
      // Told from "held" and not by "returning": no tenant's transaction may read the outbox.
      return ", held as materialized (select v.* from tenant cross join unnest("
          + list(columns, column -> "?::" + column.type() + "[]")
          + ") as v ("
          + list(columns, Column::name)
          + ") where "
          + batch.getFirst().condition().sql()
          + "), added as (insert into outbox (tenant_id, "
          + list(EVENT, Column::name)
          + ") select tenant.id, "
          + list(EVENT, column -> "held." + column.name())
          + " from tenant cross join held) select event_id from held";
    }

    @Override
    public void bind(PreparedStatement insert, int first) throws SQLException {
      List<List<@Nullable Object>> rows = batch.stream().map(this::row).toList();
      for (int column = 0; column < columns.size(); column++) {
        int at = column;
        insert.setArray(
            first + column,
            insert
                .getConnection()
                .createArrayOf(
                    columns.get(column).type(), rows.stream().map(row -> row.get(at)).toArray()));
      }
    }

    private List<@Nullable Object> row(Appended one) {
      OutgoingEvent event = one.event();
      List<@Nullable Object> row = new ArrayList<>();
      row.add(event.id());
      row.add(event.topic());
      row.add(event.key());
      row.add(event.type());
      row.add(event.subject());
      row.add(event.at().atOffset(ZoneOffset.UTC).toString());
      row.add(written(event));
      row.addAll(one.condition().values());
      return row;
    }

    @Override
    public Set<UUID> read(ResultSet row) throws SQLException {
      Set<UUID> added = new HashSet<>();
      while (row.next()) {
        added.add(row.getObject(1, UUID.class));
      }
      return added;
    }
  }

  private static String list(List<Column> columns, Function<Column, String> each) {
    return columns.stream().map(each).collect(Collectors.joining(", "));
  }

  private String written(OutgoingEvent event) {
    try {
      return json.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The event cannot be written as JSON.", e);
    }
  }
}
