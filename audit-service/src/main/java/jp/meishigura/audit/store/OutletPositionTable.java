package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.Positions;
import jp.meishigura.platform.tx.Statements;

/** {@link Positions} in PostgreSQL, by its clock: instances' own may differ. */
@ApplicationScoped
public class OutletPositionTable implements Positions {

  private static final String HOLD =
      "insert into outlet_positions as one (outlet, tenant_id, holder, held_until)"
          + " values (?, ?, ?, now() + ? * interval '1 millisecond')"
          + " on conflict (outlet, tenant_id) do update"
          + " set holder = excluded.holder, held_until = excluded.held_until"
          + " where one.holder = excluded.holder or one.held_until < now()"
          + " returning next_leaf";

  private static final String ADVANCE =
      "update outlet_positions set next_leaf = greatest(next_leaf, ?),"
          + " held_until = now() + ? * interval '1 millisecond', delivered_at = now()"
          + " where outlet = ? and tenant_id = ? and holder = ?";

  private static final String MEET =
      "update outlet_positions set receiver = ?, next_leaf = ?"
          + " where outlet = ? and tenant_id = ? and holder = ?";

  private static final String RELEASE =
      "update outlet_positions set held_until = '-infinity'"
          + " where outlet = ? and tenant_id = ? and holder = ?";

  private static final String NEXT =
      "select next_leaf from outlet_positions where outlet = ? and tenant_id = ?";

  private final Statements statements;

  OutletPositionTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public OptionalLong hold(String outlet, UUID tenant, UUID holder, Duration lease) {
    return statements
        .first(row -> row.getLong(1), HOLD, outlet, tenant, holder, lease.toMillis())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  @Override
  public boolean advance(String outlet, UUID tenant, UUID holder, long next, Duration lease) {
    return statements.update(ADVANCE, next, lease.toMillis(), outlet, tenant, holder) == 1;
  }

  @Override
  public Optional<String> receiver(String outlet, UUID tenant) {
    return statements.first(
        row -> row.getString(1),
        "select receiver from outlet_positions"
            + " where outlet = ? and tenant_id = ? and receiver is not null",
        outlet,
        tenant);
  }

  @Override
  public boolean meet(String outlet, UUID tenant, UUID holder, String receiver, long next) {
    return statements.update(MEET, receiver, next, outlet, tenant, holder) == 1;
  }

  @Override
  public void release(String outlet, UUID tenant, UUID holder) {
    statements.update(RELEASE, outlet, tenant, holder);
  }

  @Override
  public long next(String outlet, UUID tenant) {
    return statements.first(row -> row.getLong(1), NEXT, outlet, tenant).orElse(0L);
  }
}
