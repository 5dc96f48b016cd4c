package jp.meishigura.platform.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did or was refused. It never holds a value of a card: fields by name only.
 *
 * @param action one of docs/audit-events.md
 * @param reason why it was refused or failed; for an allowed action usually absent
 * @param fields names of the fields concerned
 * @param details counts and references that help to understand it, no personal data
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditRecord(
    String action,
    Decision decision,
    @Nullable String reason,
    Actor actor,
    @Nullable UUID card,
    @Nullable String purpose,
    List<String> fields,
    Map<String, Object> details) {

  public enum Decision {
    allowed,
    refused,
    failed
  }

  /**
   * @param kind person, client, subject (the person on the card) or system
   * @param id pseudonymous: a token's subject, a client, a consent request
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Actor(String kind, String id, @Nullable String client, @Nullable String session) {

    public static Actor of(Caller caller) {
      return switch (caller) {
        case Caller.Person person ->
            new Actor("person", person.id(), person.clientId(), person.session());
        case Caller.Client client -> new Actor("client", client.id(), client.clientId(), null);
      };
    }

    /** The person on the card, known here only by the request that was answered. */
    public static Actor subject(UUID consentRequest) {
      return new Actor("subject", consentRequest.toString(), null, null);
    }

    public static Actor system(String service) {
      return new Actor("system", service, null, null);
    }
  }

  public AuditRecord {
    fields = List.copyOf(fields);
    details = Map.copyOf(new TreeMap<>(details));
  }

  public static AuditRecord of(String action, Actor actor) {
    return new AuditRecord(action, Decision.allowed, null, actor, null, null, List.of(), Map.of());
  }

  public static AuditRecord of(String action, Caller caller) {
    return of(action, Actor.of(caller));
  }

  public AuditRecord card(@Nullable UUID id) {
    return new AuditRecord(action, decision, reason, actor, id, purpose, fields, details);
  }

  public AuditRecord purpose(@Nullable String code) {
    return new AuditRecord(action, decision, reason, actor, card, code, fields, details);
  }

  public AuditRecord fields(List<String> names) {
    return new AuditRecord(action, decision, reason, actor, card, purpose, names, details);
  }

  public AuditRecord detail(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(details);
    more.put(name, value);
    return new AuditRecord(action, decision, reason, actor, card, purpose, fields, more);
  }

  public AuditRecord refused(String why) {
    return new AuditRecord(action, Decision.refused, why, actor, card, purpose, fields, details);
  }

  public AuditRecord failed(String why) {
    return new AuditRecord(action, Decision.failed, why, actor, card, purpose, fields, details);
  }
}
