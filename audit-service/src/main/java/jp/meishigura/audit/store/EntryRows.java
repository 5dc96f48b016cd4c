package jp.meishigura.audit.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import jp.meishigura.audit.domain.exposure.Shown;
import jp.meishigura.audit.domain.log.Arrival;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * New entries, column by column: one statement for any number of them. Row by row the driver makes
 * statements of 128, 64, 32 ... rows of them, each parsed anew, and triggers run for each.
 */
final class EntryRows {

  private static final String INSERT =
      "insert into entries (leaf_index, event_id, tenant_id, at, service, actor_kind, actor_id,"
          + " action, decision, card, data, purpose, actor_client, actor_session, address, fields,"
          + " shown) select one.leaf_index, one.event_id, one.tenant_id, one.at, one.service,"
          + " one.actor_kind, one.actor_id, one.action, one.decision, one.card, one.data,"
          + " one.purpose, one.actor_client, one.actor_session, one.address, one.fields::text[],"
          + " one.shown::uuid[] from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::text[],"
          + " ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::bytea[], ?::text[],"
          + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])"
          + " with ordinality as given (event_id, tenant_id, at, service, actor_kind, actor_id,"
          + " action, decision, card, data, purpose, actor_client, actor_session, address, fields,"
          + " shown, place)"
          + " cross join lateral (select ? + given.place - 1 as leaf_index, given.*) one";

  private final Connection connection;
  private final List<Arrival> arrivals;

  EntryRows(Connection connection, List<Arrival> arrivals) {
    this.connection = connection;
    this.arrivals = arrivals;
  }

  /** Appends them in their order, the first at this leaf index. */
  void insert(long first) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setArray(1, column("uuid", AuditEvent::id));
      insert.setArray(2, column("uuid", AuditEvent::tenant));
      insert.setArray(3, column("timestamptz", event -> EntryTable.timestamp(event.at())));
      insert.setArray(4, column("text", AuditEvent::service));
      insert.setArray(5, column("text", event -> event.actor().kind().name()));
      insert.setArray(6, column("text", event -> event.actor().id()));
      insert.setArray(7, column("text", AuditEvent::action));
      insert.setArray(8, column("text", event -> event.decision().name()));
      insert.setArray(9, column("uuid", AuditEvent::card));
      insert.setArray(10, data());
      insert.setArray(11, column("text", AuditEvent::purpose));
      insert.setArray(12, column("text", event -> event.actor().client()));
      insert.setArray(13, column("text", event -> event.actor().session()));
      insert.setArray(14, column("text", AuditEvent::address));
      // Arrays of arrays would have to be of one length.
      insert.setArray(15, column("text", event -> literal("text", event.fields())));
      insert.setArray(16, column("text", event -> literal("uuid", Shown.cards(event))));
      insert.setLong(17, first);
      insert.executeUpdate();
    }
  }

  private Array column(String type, Function<AuditEvent, @Nullable Object> value)
      throws SQLException {
    return connection.createArrayOf(
        type,
        arrivals.stream()
            .map(Arrival::event)
            .map(value)
            .map(one -> one == null ? null : one.toString())
            .toArray());
  }

  private Array data() throws SQLException {
    return connection.createArrayOf(
        "bytea", arrivals.stream().map(Arrival::recorded).toArray(byte[][]::new));
  }

  private @Nullable String literal(String type, List<?> items) {
    try {
      return items.isEmpty() ? null : connection.createArrayOf(type, items.toArray()).toString();
    } catch (SQLException e) {
      throw new IllegalStateException("not an array of " + type, e);
    }
  }
}
