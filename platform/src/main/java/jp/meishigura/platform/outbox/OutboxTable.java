package jp.meishigura.platform.outbox;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.event.Sequence;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/** The relay's side of the outbox, inside a system transaction. */
@Singleton
class OutboxTable {

  /** Any number, the same in every instance of a service; databases are not shared by services. */
  private static final long LOCK = 0x6d65697368690001L;

  private final Statements statements;

  OutboxTable(Statements statements) {
    this.statements = statements;
  }

  /**
   * Whether this instance is the one that publishes until the end of the transaction.
   *
   * @param durably whether its commit is on disk: a mark that a power failure takes away only means
   *     that something is sent again
   */
  boolean becomeTheRelay(boolean durably) {
    return statements
        .select(
            row -> row.getBoolean(1),
            "select pg_try_advisory_xact_lock(?), set_config('synchronous_commit', ?, true)",
            LOCK,
            durably ? "on" : "off")
        .getFirst();
  }

  /** States that others keep: whatever is no audit record, which has a number instead. */
  List<OutboxRow> unpublished(int limit) {
    return statements.select(
        row -> OutboxRow.of(row, null),
        "select seq, event_id, tenant_id, topic, key, type, subject, at, data from outbox"
            + " where published_at is null and topic <> 'audit' order by seq limit ?",
        limit);
  }

  void markPublished(List<OutboxRow> rows) {
    if (!rows.isEmpty()) {
      statements.update(
          "update outbox set published_at = now() where seq = any(?)",
          rows.stream().map(OutboxRow::seq).toList());
    }
  }

  /** Audit records on their way, and the batches that they are of. */
  record Sending(List<Long> batches, List<OutboxRow> rows) {

    static final Sending NOTHING = new Sending(List.of(), List.of());

    /** Whether there is nothing in the other that is not in this. */
    boolean covers(Sending other) {
      return batches.containsAll(other.batches);
    }

    private static Sending of(List<Numbered> all) {
      return new Sending(
          all.stream().map(Numbered::batch).distinct().toList(),
          all.stream().flatMap(one -> Optional.ofNullable(one.row()).stream()).toList());
    }
  }

  /** A null row was answered in the meantime, and is gone. */
  private record Numbered(long batch, @Nullable OutboxRow row) {

    static Numbered of(ResultSet row) throws SQLException {
      return new Numbered(
          row.getLong(12),
          row.getString(4) == null
              ? null
              : OutboxRow.of(row, new Sequence(row.getObject(10, UUID.class), row.getLong(11))));
    }
  }

  /**
   * Gives the next numbers to records that have none.
   *
   * @param relay this instance
   * @return them, or nothing where another instance has numbered before: not all of its batches may
   *     have left, and they go first
   */
  Optional<Sending> number(int limit, UUID relay) {
    Set<Optional<UUID>> before = new HashSet<>();
    Sending numbered =
        Sending.of(
            statements.select(
                row -> {
                  before.add(Optional.ofNullable(row.getObject(13, UUID.class)));
                  return Numbered.of(row);
                },
                "select * from number_audit_records(?, ?)",
                limit,
                relay));
    return Set.of(Optional.of(relay)).containsAll(before)
        ? Optional.of(numbered)
        : Optional.empty();
  }

  /** Records that may not have left, or have no receipt for too long; the oldest batches. */
  Sending due(int limit, Duration after) {
    return Sending.of(
        statements.select(
            Numbered::of,
            "select * from audit_records_due(?, ?)",
            after.toMillis() / 1_000.0,
            limit));
  }

  void markSent(List<Long> batches) {
    if (!batches.isEmpty()) {
      statements.update(
          "update audit_batches set sent_at = now(), tries = tries + 1 where batch = any(?)",
          batches);
    }
  }
}
