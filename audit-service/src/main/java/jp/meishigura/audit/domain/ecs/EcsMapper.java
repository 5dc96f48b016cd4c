package jp.meishigura.audit.domain.ecs;

import static java.util.Map.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OCSF event of ours in the field names of the Elastic Common Schema 8.17 (docs/siem.md has the
 * table). What ECS has no field for is under {@code meishigura}, a proper name as ECS asks for in
 * fields of one's own. Dotted names, as Elasticsearch takes them in any nesting.
 */
public final class EcsMapper {

  private static final String VERSION = "8.17.0";

  /** Detection Finding. */
  private static final long FINDING = 2004;

  private static final Object NOTHING = new Object();

  /** ECS fields, and where their values are in an OCSF event. */
  private static final List<Map.Entry<String, String>> COPIES =
      List.of(
          entry("message", "message"),
          entry("event.id", "metadata.uid"),
          entry("event.sequence", "metadata.sequence"),
          entry("event.action", "metadata.event_code"),
          entry("event.reason", "status_detail"),
          entry("event.severity", "severity_id"),
          entry("event.provider", "metadata.product.feature.name"),
          entry("service.name", "metadata.product.feature.name"),
          entry("organization.id", "metadata.tenant_uid"),
          entry("organization.name", "unmapped.tenant_alias"),
          entry("user.id", "actor.user.uid"),
          entry("source.ip", "src_endpoint.ip"),
          entry("trace.id", "metadata.correlation_uid"),
          entry("rule.id", "finding_info.analytic.uid"),
          entry("meishigura.finding.id", "finding_info.uid"),
          entry("meishigura.finding.title", "finding_info.title"),
          entry("meishigura.finding.person", "evidences.user.uid"),
          entry("meishigura.ocsf.type_uid", "type_uid"),
          entry("meishigura.log.name", "metadata.log_name"),
          entry("meishigura.log.leaf", "metadata.sequence"),
          entry("meishigura.log.previous_leaf", "unmapped.previous_leaf"),
          entry("meishigura.actor.kind", "actor.user.type"),
          entry("meishigura.actor.client", "actor.app_uid"),
          entry("meishigura.actor.session", "actor.session.uid"),
          entry("meishigura.decision", "unmapped.decision"),
          entry("meishigura.purpose", "unmapped.purpose"),
          entry("meishigura.fields", "unmapped.fields"),
          entry("meishigura.details", "unmapped.details"));

  /** Where a card's id may be; at most one of them is there. */
  private static final List<String> CARD =
      List.of("web_resources.uid", "resources.uid", "entity.uid", "unmapped.card");

  private EcsMapper() {}

  /**
   * @param ocsf as {@link jp.meishigura.audit.domain.ocsf.OcsfMapper} makes it
   */
  public static Map<String, Object> map(Map<String, Object> ocsf) {
    Map<String, Object> ecs = new LinkedHashMap<>();
    ecs.put("@timestamp", String.valueOf(at(ocsf, "metadata.original_time")));
    ecs.put("ecs.version", VERSION);
    boolean finding = number(ocsf, "class_uid") == FINDING;
    ecs.put("event.kind", finding ? "alert" : "event");
    ecs.put("event.module", "meishigura");
    ecs.put("event.dataset", "meishigura.audit");
    ecs.put("event.category", categories(number(ocsf, "category_uid"), number(ocsf, "class_uid")));
    ecs.put("event.type", finding ? List.of("info") : types(ocsf));
    ecs.put("event.outcome", finding ? "unknown" : outcome(ocsf));
    ecs.put("event.created", Instant.ofEpochMilli(number(ocsf, "metadata.logged_time")).toString());
    COPIES.forEach(copy -> put(ecs, copy.getKey(), at(ocsf, copy.getValue())));
    put(ecs, "related.user", list(at(ocsf, "actor.user.uid")));
    put(ecs, "meishigura.card", card(ocsf));
    return ecs;
  }

  private static String outcome(Map<String, Object> ocsf) {
    return number(ocsf, "status_id") == 1 ? "success" : "failure";
  }

  private static List<String> categories(long category, long ofClass) {
    if (ofClass == 3002) {
      return List.of("api", "authentication");
    }
    if (ofClass == FINDING) {
      return List.of("intrusion_detection");
    }
    if (category == 3) {
      return List.of("api", "iam");
    }
    return ofClass == 6005 ? List.of("api", "database") : List.of("api");
  }

  private static List<String> types(Map<String, Object> ocsf) {
    List<String> types = new ArrayList<>();
    types.add(
        switch (String.valueOf(at(ocsf, "activity_name"))) {
          case "Logon" -> "start";
          case "Logoff" -> "end";
          case "Create", "Import" -> "creation";
          case "Delete" -> "deletion";
          case "Read", "Search", "Share", "Export", "Decrypt" -> "access";
          case "Update",
              "Encrypt",
              "Activate",
              "Deactivate",
              "Suspend",
              "Resume",
              "Change",
              "Credential",
              "Assign Privileges",
              "Revoke Privileges" ->
              "change";
          default -> "info";
        });
    types.add(number(ocsf, "action_id") == 2 ? "denied" : "allowed");
    return types;
  }

  /** An organization's or a policy's id is no card's. */
  private static @Nullable Object card(Map<String, Object> ocsf) {
    return CARD.stream()
        .filter(path -> !path.equals("entity.uid") || at(ocsf, "entity.type_id").equals(99))
        .map(path -> at(ocsf, path))
        .filter(value -> value != NOTHING)
        .findFirst()
        .orElse(null);
  }

  /** The value at a dotted path, in the first element where there is a list of objects. */
  private static Object at(Map<String, Object> ocsf, String path) {
    Object value = ocsf;
    for (String name : path.split("\\.", -1)) {
      if (value instanceof List<?> list && !list.isEmpty()) {
        value = list.getFirst();
      }
      @Nullable Object inner = value instanceof Map<?, ?> map ? map.get(name) : null;
      value = inner == null ? NOTHING : inner;
    }
    return value;
  }

  private static long number(Map<String, Object> ocsf, String path) {
    return at(ocsf, path) instanceof Number number ? number.longValue() : -1;
  }

  private static @Nullable Object list(Object value) {
    return value == NOTHING ? null : List.of(value);
  }

  private static void put(Map<String, Object> ecs, String name, @Nullable Object value) {
    if (value != null && value != NOTHING) {
      ecs.put(name, value);
    }
  }
}
