package jp.meishigura.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.event.Sequence;

/** An event as a service would have recorded it; EventSchemaTest sees to it that it is one. */
public final class SampleEvent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tenant tenant;
  private final UUID id = UUID.randomUUID();
  private final ObjectNode body = JSON.createObjectNode();
  private final ObjectNode actor = JSON.createObjectNode();
  private final Map<String, String> sequence = new HashMap<>();

  private SampleEvent(Tenant tenant) {
    this.tenant = tenant;
  }

  public static SampleEvent of(Tenant tenant, String action) {
    SampleEvent event = new SampleEvent(tenant);
    event
        .with("id", event.id.toString())
        .with("at", "2026-11-02T00:00:00.123456789Z")
        .with("service", "contacts-service")
        .with("tenant", tenant.id().toString())
        .with("tenantAlias", tenant.alias())
        .with("action", action)
        .with("decision", "allowed")
        .with("correlation", UUID.randomUUID().toString());
    event.actor.put("kind", "person").put("id", "somebody").put("client", "web");
    event.body.set("actor", event.actor);
    return event;
  }

  public SampleEvent with(String member, String value) {
    body.put(member, value);
    return this;
  }

  public SampleEvent without(String member) {
    body.remove(member);
    return this;
  }

  public SampleEvent by(String actorId) {
    actor.put("id", actorId);
    return this;
  }

  public SampleEvent kind(String kind) {
    actor.put("kind", kind);
    return this;
  }

  public SampleEvent through(String client, String session) {
    actor.put("client", client).put("session", session);
    return this;
  }

  public SampleEvent fields(String... names) {
    body.set("fields", JSON.valueToTree(names));
    return this;
  }

  public SampleEvent at(Instant time) {
    return with("at", time.toString());
  }

  public SampleEvent card(UUID card) {
    return with("card", card.toString());
  }

  public SampleEvent details(Map<String, Object> details) {
    body.set("details", JSON.valueToTree(details));
    return this;
  }

  /** As a relay sends it that numbers its records. */
  public SampleEvent numbered(UUID stream, long number) {
    sequence.putAll(EventHeaders.of(new Sequence(stream, number)));
    return this;
  }

  public Tenant tenant() {
    return tenant;
  }

  public UUID id() {
    return id;
  }

  public byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public Map<String, String> headers() {
    Map<String, String> headers =
        EventHeaders.of(
            id,
            AuditTrail.TYPE,
            "contacts-service",
            tenant.id(),
            null,
            Instant.parse("2026-11-02T00:00:00Z"));
    headers.putAll(sequence);
    return headers;
  }
}
