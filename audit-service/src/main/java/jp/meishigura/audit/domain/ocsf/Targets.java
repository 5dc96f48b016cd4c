package jp.meishigura.audit.domain.ocsf;

import java.util.List;
import java.util.Map;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/** What an action was done to, where its class has a place for that. */
final class Targets {

  private static final String IDENTITY_PROVIDER = "identity-provider";

  private Targets() {}

  static void add(Members members, Activity activity, AuditEvent event) {
    switch (activity.of()) {
      case DETECTION_FINDING -> FindingMembers.add(members, activity, event);
      case WEB_RESOURCES -> members.with("web_resources", List.of(resource(activity, event)));
      case API -> {
        members.with("api", Map.of("operation", event.action()));
        if (event.card() != null) {
          members.with("resources", List.of(resource(activity, event)));
        }
      }
      case ENTITY_MANAGEMENT -> members.with("entity", entity(activity, event));
      case AUTHENTICATION ->
          members
              .with("user", Map.of("uid", event.actor().id()))
              .with("service", Map.of("name", IDENTITY_PROVIDER));
      case ACCOUNT_CHANGE -> members.with("user", Map.of("uid", target(event)));
      case USER_ACCESS ->
          members
              .with("user", Map.of("uid", target(event)))
              .with("privileges", List.of(text(event, "resource", event.action())));
      case DATASTORE ->
          members.with(
              "database", Map.of("name", database(activity), "type_id", 1, "type", "Relational"));
    }
  }

  /** A datastore's activity and a tenant's have no place for a card; it is in unmapped then. */
  static boolean hasPlaceForCard(Activity activity) {
    return switch (activity.of()) {
      case DETECTION_FINDING, WEB_RESOURCES, API -> true;
      case ENTITY_MANAGEMENT -> activity.subject() == Activity.Subject.CONSENT;
      case ACCOUNT_CHANGE, AUTHENTICATION, USER_ACCESS, DATASTORE -> false;
    };
  }

  static @Nullable String card(AuditEvent event) {
    return event.card() == null ? null : event.card().toString();
  }

  /** Whom it was done to: the account that the event names, or the actor's own. */
  private static String target(AuditEvent event) {
    return text(event, "target", event.actor().id());
  }

  private static String text(AuditEvent event, String detail, String otherwise) {
    return event.details().get(detail) instanceof String text && !text.isEmpty() ? text : otherwise;
  }

  private static Map<String, Object> resource(Activity activity, AuditEvent event) {
    String kind =
        switch (activity.subject()) {
          case CONSENT -> "consent";
          case LOG -> "log";
          default -> "card";
        };
    // Of several cards, or none, the kind alone is known.
    return new Members()
        .with("uid", card(event))
        .with("name", event.card() == null ? kind : null)
        .with("type", kind)
        .map();
  }

  private static Map<String, Object> entity(Activity activity, AuditEvent event) {
    return switch (activity.subject()) {
      case TENANT ->
          Map.of(
              "type_id",
              4,
              "type",
              "Organization",
              "uid",
              event.tenant().toString(),
              "org",
              Map.of("uid", event.tenant().toString(), "name", event.tenantAlias()));
      // Somebody who works here, by the subject of the tokens.
      case PERSON ->
          new Members()
              .with("type_id", 2)
              .with("type", "User")
              .with("uid", event.details().get("person"))
              .with("name", event.details().get("person") == null ? "person" : null)
              .map();
      case RULES -> Map.of("type_id", 5, "type", "Policy", "name", "detections");
      case PURPOSE ->
          Map.of(
              "type_id",
              5,
              "type",
              "Policy",
              "name",
              event.purpose() == null ? "purposes" : event.purpose());
      default ->
          new Members()
              .with("type_id", 99)
              .with("type", "Consent record")
              .with("name", "consent record")
              .with("uid", card(event))
              .map();
    };
  }

  private static String database(Activity activity) {
    return activity.subject() == Activity.Subject.KEYS ? "gateway" : "contacts";
  }
}
