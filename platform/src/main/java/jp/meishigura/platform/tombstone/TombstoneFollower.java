package jp.meishigura.platform.tombstone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.follow.TopicFollower;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Tells a service's {@link TombstoneHandler} all tombstones before the service serves anybody. */
@ApplicationScoped
public class TombstoneFollower implements TopicFollower {

  private final List<TombstoneHandler> handlers;
  private final TenantTransactions transactions;
  private final ObjectMapper json;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(
      @Nullable UUID tenant,
      @Nullable String tenantAlias,
      @Nullable UUID subject,
      @Nullable UUID order,
      @Nullable Instant destroyedAt) {}

  TombstoneFollower(
      @All List<TombstoneHandler> handlers, TenantTransactions transactions, ObjectMapper json) {
    this.handlers = handlers;
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public String topic() {
    return Tombstone.TOPIC;
  }

  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public boolean wanted() {
    return !handlers.isEmpty();
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    Map<Tenant, List<Tombstone>> byTenant =
        events.stream()
            .map(this::read)
            .collect(
                Collectors.groupingBy(Tombstone::tenant, LinkedHashMap::new, Collectors.toList()));
    byTenant.forEach(
        (tenant, tombstones) ->
            transactions.run(tenant, () -> handlers.forEach(handler -> handler.apply(tombstones))));
  }

  private Tombstone read(ReceivedEvent event) {
    Body body = event.read(json, Body.class);
    if (!event.type().equals(Tombstone.TYPE)
        || !event.tenant().equals(body.tenant())
        || body.tenantAlias() == null
        || body.subject() == null
        || body.order() == null
        || body.destroyedAt() == null) {
      throw new UnreadableEvent("not a tombstone");
    }
    Tombstone tombstone =
        new Tombstone(
            new Tenant(event.tenant(), body.tenantAlias()),
            body.subject(),
            body.order(),
            body.destroyedAt());
    if (!tombstone.key().equals(event.key())) {
      throw new UnreadableEvent("a tombstone under another's key");
    }
    return tombstone;
  }
}
