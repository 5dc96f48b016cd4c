package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import jp.meishigura.audit.domain.witness.Cosignature;
import jp.meishigura.audit.domain.witness.Watch;
import jp.meishigura.platform.tx.Statements;
import org.jspecify.annotations.Nullable;

/** {@link Watch} in PostgreSQL. */
@ApplicationScoped
public class WitnessTable implements Watch {

  private static final String STATE =
      "select coalesce(max(size), 0), coalesce(max(failures), 0),"
          + " (select max(at) from cosignatures where vkey = ?) from witness_states where vkey = ?";

  private static final String CLAIM =
      "insert into witness_states as known (vkey, due_at)"
          + " values (?, now() + make_interval(secs => ?))"
          + " on conflict (vkey) do update set due_at = excluded.due_at where known.due_at <= now()";

  private static final String COSIGNED =
      "update witness_states set size = ?, failures = 0, due_at = now() where vkey = ?";

  private static final String FAILED =
      "update witness_states set failures = failures + 1,"
          + " due_at = now() + make_interval(secs => ?) where vkey = ?";

  private static final String INSERT =
      "insert into cosignatures (size, vkey, at, line) values (?, ?, ?, ?) on conflict do nothing";

  private static final String COUNT =
      "select count(distinct vkey) from cosignatures where size = ? and vkey = any(?)";

  private static final double MILLIS = 1_000.0;

  private final Statements statements;

  WitnessTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public State of(String vkey) {
    return statements
        .select(row -> new State(row.getLong(1), row.getInt(2), instant(row)), STATE, vkey, vkey)
        .getFirst();
  }

  private static @Nullable Instant instant(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject(3, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  @Override
  public boolean claim(String vkey, Duration lease) {
    return statements.update(CLAIM, vkey, lease.toMillis() / MILLIS) == 1;
  }

  @Override
  public void cosigned(long size, Cosignature cosignature) {
    statements.update(INSERT, size, cosignature.vkey(), cosignature.at(), cosignature.line());
    statements.update(COSIGNED, size, cosignature.vkey());
  }

  @Override
  public void failed(String vkey, Duration pause) {
    statements.update(FAILED, pause.toMillis() / MILLIS, vkey);
  }

  @Override
  public int count(long size, Collection<String> vkeys) {
    return statements.select(row -> row.getInt(1), COUNT, size, List.copyOf(vkeys)).getFirst();
  }
}
