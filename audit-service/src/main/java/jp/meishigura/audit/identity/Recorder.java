package jp.meishigura.audit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.identity.Organization;
import jp.meishigura.audit.domain.identity.Readings;
import jp.meishigura.audit.domain.identity.Told;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Puts events of the identity provider on record like our own, through the outbox, with the id,
 * time and address that they have there; {@link AuditTrail} gives a record those of this service.
 */
@ApplicationScoped
public class Recorder {

  private final TenantTransactions transactions;
  private final Outbox outbox;
  private final Readings readings;
  private final ServiceName service;

  Recorder(TenantTransactions transactions, Outbox outbox, Readings readings, ServiceName service) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.readings = readings;
    this.service = service;
  }

  /**
   * Those that are not on record yet, in the transaction that remembers them.
   *
   * @return how many there were
   */
  int record(Readings.Source source, Organization organization, List<Told> events) {
    Tenant tenant = new Tenant(organization.id(), organization.alias());
    return transactions.call(
        tenant,
        () -> {
          Set<UUID> fresh =
              readings.add(
                  source,
                  events.stream().map(one -> one.idIn(organization)).toList(),
                  newest(events));
          List<OutgoingEvent> records =
              events.stream()
                  .map(one -> one.in(organization, service.value()))
                  .filter(one -> fresh.contains(one.id()))
                  .map(Recorder::outgoing)
                  .toList();
          if (!records.isEmpty()) {
            outbox.append(records);
          }
          return records.size();
        });
  }

  private static Instant newest(List<Told> events) {
    return events.stream().map(Told::at).max(Instant::compareTo).orElseThrow();
  }

  private static OutgoingEvent outgoing(AuditEvent event) {
    return new OutgoingEvent(
        event.id(),
        AuditTrail.TOPIC,
        event.tenant().toString(),
        AuditTrail.TYPE,
        null,
        event.at(),
        body(event));
  }

  /** As the schema of records wants it: what is not there is left out. */
  private static Map<String, Object> body(AuditEvent event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", event.id());
    body.put("at", event.at());
    body.put("service", event.service());
    body.put("tenant", event.tenant());
    body.put("tenantAlias", event.tenantAlias());
    body.put("action", event.action());
    body.put("decision", event.decision());
    body.put("reason", event.reason());
    body.put("actor", actor(event.actor()));
    body.put("details", event.details());
    body.put("address", event.address());
    body.values().removeIf(Objects::isNull);
    return body;
  }

  private static Map<String, Object> actor(Actor actor) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", actor.kind());
    body.put("id", actor.id());
    body.put("client", actor.client());
    body.put("session", actor.session());
    body.values().removeIf(Objects::isNull);
    return body;
  }
}
