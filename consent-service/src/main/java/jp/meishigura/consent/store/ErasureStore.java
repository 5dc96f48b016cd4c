package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.TenantScope;

/** Which cards were erased; remembered for good, and of cards that nobody ever asked about too. */
@ApplicationScoped
public class ErasureStore {

  private final Sql sql;

  public ErasureStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * Remembers erasures; {@link ConsentStore#lock} goes before it.
   *
   * @param tombstones of cards of the current transaction's tenant
   * @return the cards that were not known to be erased
   */
  public Set<UUID> remember(Collection<Tombstone> tombstones) {
    return new HashSet<>(
        sql.list(
            "insert into erasures (tenant_id, card, order_id, erased_at)"
                + " select ?, * from unnest(?::uuid[], ?::uuid[], ?::timestamptz[])"
                + " on conflict do nothing returning card",
            row -> row.getObject("card", UUID.class),
            TenantScope.tenant().id(),
            Sql.ids(tombstones.stream().map(Tombstone::subject).toList()),
            Sql.ids(tombstones.stream().map(Tombstone::order).toList()),
            tombstones.stream().map(one -> one.destroyedAt().toString()).toList()));
  }

  /** When a card was erased; empty for all others. */
  public Optional<Instant> erasedAt(UUID card) {
    return sql.first(
        "select erased_at from erasures where tenant_id = ? and card = ?",
        row -> Sql.instant(row, "erased_at"),
        TenantScope.tenant().id(),
        card);
  }
}
