package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.platform.tx.Statements;

/** {@link Readings} in PostgreSQL; leases are by its clock. */
@ApplicationScoped
public class ReadingTable implements Readings {

  private static final String HOLD =
      "update identity_reader set holder = ?, held_until = now() + ? * interval '1 millisecond'"
          + " where holder = ? or held_until < now()";

  private static final String ADD =
      "insert into identity_events (event_id, source, at) select unnest(?::uuid[]), ?, ?"
          + " on conflict do nothing returning event_id";

  private static final String ADVANCE =
      "insert into identity_positions as one (source, newest) values (?, ?)"
          + " on conflict (source) do update set newest = greatest(one.newest, excluded.newest)";

  /** Twice as long as anything is read again. */
  private static final String FORGET =
      "delete from identity_events e using identity_positions p where e.source = p.source"
          + " and e.at < p.newest - ? * interval '1 millisecond'";

  private static final String LEFT =
      "delete from identity_members where account = ? and tenant_id <> all (?::uuid[])";

  private static final String REMEMBER =
      "insert into identity_members (account, tenant_id, tenant_alias)"
          + " select ?, * from unnest(?::uuid[], ?::text[]) on conflict do nothing";

  private final Statements statements;

  ReadingTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public boolean hold(UUID holder, Duration lease) {
    return statements.update(HOLD, holder, lease.toMillis(), holder) == 1;
  }

  @Override
  public void release(UUID holder) {
    statements.update(
        "update identity_reader set held_until = '-infinity' where holder = ?", holder);
  }

  @Override
  public Optional<Instant> newest(Source source) {
    return statements.first(
        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
        "select newest from identity_positions where source = ?",
        name(source));
  }

  @Override
  public Optional<Instant> completedAt() {
    return statements.first(
        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
        "select completed_at from identity_reader where completed_at is not null");
  }

  @Override
  public void completed() {
    statements.update("update identity_reader set completed_at = now()");
  }

  @Override
  public Set<UUID> known(List<UUID> ids) {
    return new HashSet<>(
        statements.select(
            row -> row.getObject(1, UUID.class),
            "select event_id from identity_events where event_id = any (?::uuid[])",
            ids));
  }

  @Override
  public Set<UUID> add(Source source, List<UUID> ids, Instant at) {
    return new HashSet<>(
        statements.select(row -> row.getObject(1, UUID.class), ADD, ids, name(source), at));
  }

  @Override
  public void advance(Source source, Instant newest) {
    statements.update(ADVANCE, name(source), newest);
  }

  @Override
  public void forget(Duration overlap) {
    statements.update(FORGET, overlap.multipliedBy(2).toMillis());
  }

  @Override
  public List<Organization> remembered(String account) {
    return statements.select(
        row -> new Organization(row.getObject(1, UUID.class), row.getString(2)),
        "select tenant_id, tenant_alias from identity_members where account = ? order by 1",
        account);
  }

  @Override
  public void remember(String account, List<Organization> organizations) {
    List<UUID> ids = organizations.stream().map(Organization::id).toList();
    statements.update(LEFT, account, ids);
    statements.update(
        REMEMBER, account, ids, organizations.stream().map(Organization::alias).toList());
  }

  private static String name(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
