package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.platform.tx.Statements;

/** {@link CheckpointHistory} in PostgreSQL. */
@ApplicationScoped
public class CheckpointHistoryTable implements CheckpointHistory {

  /** The newest line of each witness, in an order of their own so that a note is one text. */
  private static final String SELECT =
      "select c.size, c.root, c.at, c.note || coalesce((select string_agg(line, '' order by vkey)"
          + " from (select distinct on (vkey) vkey, line from cosignatures"
          + " where size = c.size order by vkey, at desc) newest), ''), c.public_key"
          + " from checkpoints c ";

  private static final String SERVED =
      SELECT + "where size = (select max(size) from published_checkpoints)";

  /** Looked for among the last few hundred cosignatures: later ones are better than more. */
  private static final String BEST =
      SELECT
          + "where size = coalesce((select size from (select size, vkey from cosignatures"
          + " where size > ? and size <= (select max(size) from published_checkpoints)"
          + " order by size desc limit 300) last"
          + " group by size order by count(distinct vkey) desc, size desc limit 1),"
          + " (select max(size) from published_checkpoints)) and size > ?";

  private final Statements statements;

  CheckpointHistoryTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Optional<Published> served() {
    return statements.first(CheckpointTable::published, SERVED);
  }

  @Override
  public Optional<Published> bestFor(long leafIndex) {
    return statements.first(CheckpointTable::published, BEST, leafIndex, leafIndex);
  }

  @Override
  public void serve(long size) {
    statements.update(
        "insert into published_checkpoints (size) values (?) on conflict do nothing", size);
  }

  @Override
  public boolean signedBetween(long from, long below) {
    return statements
        .select(
            row -> row.getBoolean(1),
            "select exists (select from checkpoints where size >= ? and size < ?)",
            from,
            below)
        .getFirst();
  }

  @Override
  public long sizeBefore(Instant time) {
    return statements
        .first(
            row -> row.getLong(1),
            "select size from checkpoints where at < ? order by at desc, size desc limit 1",
            time)
        .orElse(0L);
  }
}
