package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.delivery.DeliveryPolicy;
import jp.meishigura.consent.domain.delivery.DeliveryState;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** The mails that wait, are being sent, and were sent. */
@ApplicationScoped
public class DeliveryQueue {

  private final Sql sql;

  /** A mail that this worker has taken. */
  public record Claimed(Tenant tenant, UUID request, DeliveryState.Sending state) {}

  private record Waiting(Tenant tenant, UUID request, DeliveryState state) {}

  private record Row(
      String state, int attempts, Instant due, @Nullable String fault, @Nullable Instant done) {}

  public DeliveryQueue(Sql sql) {
    this.sql = sql;
  }

  public void add(UUID request, DeliveryState.Queued state) {
    Tenant tenant = TenantScope.tenant();
    sql.change(
        "insert into deliveries (tenant_id, tenant_alias, request, state, attempts, due_at)"
            + " values (?, ?, ?, 'queued', ?, ?)",
        tenant.id(),
        tenant.alias(),
        request,
        state.attempts(),
        state.due());
  }

  /**
   * Takes the mail that has waited longest; in a system transaction. Workers in other instances
   * pass rows that this one holds.
   */
  public Optional<Claimed> claim(DeliveryPolicy policy, Instant now) {
    return sql.first(
            "select * from deliveries where state in ('queued', 'sending') and due_at <= ?"
                + " order by due_at limit 1 for update skip locked",
            row ->
                new Waiting(
                    new Tenant(
                        row.getObject("tenant_id", UUID.class), row.getString("tenant_alias")),
                    row.getObject("request", UUID.class),
                    state(row)),
            now)
        .flatMap(
            waiting ->
                policy
                    .claim(waiting.state(), now)
                    .map(sending -> new Claimed(waiting.tenant(), waiting.request(), sending)))
        .filter(claimed -> update(claimed, claimed.state(), claimed.state().attempts() - 1));
  }

  /**
   * Notes how an attempt ended.
   *
   * @return false when the lease had ended and another worker has taken over: its word counts
   */
  public boolean finish(Claimed claimed, DeliveryState end) {
    return update(claimed, end, claimed.state().attempts());
  }

  /**
   * Ends what waits or is being sent, for good: a worker that is at it has nothing to {@link
   * #finish} any more.
   *
   * @param cards that were erased
   * @return how many mails that were, by card
   */
  public Map<UUID, Long> cancel(Collection<UUID> cards, Instant now) {
    return sql.count(
        "update deliveries d set state = 'failed', fault = ?, done_at = ?"
            + " from consent_requests r where r.tenant_id = d.tenant_id and r.id = d.request"
            + " and d.tenant_id = ? and r.card = any(?::uuid[])"
            + " and d.state in ('queued', 'sending') returning r.card",
        DeliveryFault.SUBJECT_ERASED.slug(),
        now,
        TenantScope.tenant().id(),
        Sql.ids(cards));
  }

  private boolean update(Claimed claimed, DeliveryState to, int attemptsBefore) {
    Row row = row(to);
    return sql.change(
            "update deliveries set state = ?, attempts = ?, due_at = ?, fault = ?,"
                + " done_at = ?::timestamptz"
                + " where tenant_id = ? and request = ? and attempts = ?"
                + " and state in ('queued', 'sending')",
            row.state(),
            row.attempts(),
            row.due(),
            row.fault(),
            row.done(),
            claimed.tenant().id(),
            claimed.request(),
            attemptsBefore)
        == 1;
  }

  public Optional<DeliveryState> find(UUID request) {
    return Optional.ofNullable(find(List.of(request)).get(request));
  }

  /** The states of many requests' mails. */
  public Map<UUID, DeliveryState> find(List<UUID> requests) {
    return sql
        .list(
            "select * from deliveries where tenant_id = ? and request = any(?::uuid[])",
            row -> Map.entry(row.getObject("request", UUID.class), state(row)),
            TenantScope.tenant().id(),
            Sql.ids(requests))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Row row(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Queued(int attempts, Instant due, Optional<DeliveryFault> fault) ->
          new Row("queued", attempts, due, fault.map(DeliveryFault::slug).orElse(null), null);
      case DeliveryState.Sending(int attempts, Instant lease) ->
          new Row("sending", attempts, lease, null, null);
      case DeliveryState.Sent(int attempts, Instant at) -> new Row("sent", attempts, at, null, at);
      case DeliveryState.Failed(int attempts, Instant at, DeliveryFault fault) ->
          new Row("failed", attempts, at, fault.slug(), at);
    };
  }

  private static DeliveryState state(ResultSet row) throws SQLException {
    int attempts = row.getInt("attempts");
    Optional<DeliveryFault> fault =
        Optional.ofNullable(row.getString("fault")).flatMap(DeliveryFault::ofSlug);
    String state = row.getString("state");
    return switch (state) {
      case "queued" -> new DeliveryState.Queued(attempts, Sql.instant(row, "due_at"), fault);
      case "sending" -> new DeliveryState.Sending(attempts, Sql.instant(row, "due_at"));
      case "sent" -> new DeliveryState.Sent(attempts, Sql.instant(row, "done_at"));
      case "failed" ->
          new DeliveryState.Failed(attempts, Sql.instant(row, "done_at"), fault.orElseThrow());
      default -> throw new IllegalStateException("A delivery in an unknown state.");
    };
  }
}
