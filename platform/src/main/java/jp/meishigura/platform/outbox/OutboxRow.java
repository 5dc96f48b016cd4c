package jp.meishigura.platform.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import jp.meishigura.platform.event.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox that waits for the relay.
 *
 * @param sequence an audit record's number
 */
public record OutboxRow(
    long seq,
    UUID eventId,
    UUID tenantId,
    String topic,
    String key,
    String type,
    @Nullable String subject,
    Instant at,
    String data,
    @Nullable Sequence sequence) {

  /** From a result that begins with these columns. */
  static OutboxRow of(ResultSet row, @Nullable Sequence sequence) throws SQLException {
    return new OutboxRow(
        row.getLong(1),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getString(9),
        sequence);
  }
}
