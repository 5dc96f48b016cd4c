package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointSigner;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.platform.tx.Statements;

/** {@link Checkpoints} in PostgreSQL. */
@ApplicationScoped
public class CheckpointTable implements Checkpoints {

  /** Any number, the same in every instance of this service. */
  private static final long SIGNER = 0x6d65697368690005L;

  private static final String NEWEST =
      "select size, root, at, note, public_key from checkpoints order by size desc limit 1";

  private static final String INSERT =
      "insert into checkpoints (size, root, note, public_key) values (?, ?, ?, ?)";

  private static final String KEYS =
      "select public_key from checkpoints group by public_key order by max(size) desc";

  private final Statements statements;

  CheckpointTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public boolean becomeTheSigner() {
    return statements
        .select(row -> row.getBoolean(1), "select pg_try_advisory_xact_lock(?)", SIGNER)
        .getFirst();
  }

  @Override
  public Head head() {
    return statements
        .select(row -> new Head(row.getLong(1), row.getLong(2)), "select size, news from log_head")
        .getFirst();
  }

  @Override
  public Optional<Published> newest() {
    return statements.first(CheckpointTable::published, NEWEST);
  }

  /** From a row of size, root, time, note and public key. */
  static Published published(ResultSet row) throws SQLException {
    return new Published(
        row.getLong(1),
        row.getBytes(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getString(4),
        row.getBytes(5));
  }

  @Override
  public void add(Checkpoint checkpoint, CheckpointSigner.Signed signed) {
    statements.update(
        INSERT, checkpoint.size(), checkpoint.root(), checkpoint.note(signed), signed.publicKey());
  }

  @Override
  public List<byte[]> publicKeys() {
    return statements.select(row -> row.getBytes(1), KEYS);
  }
}
