package jp.meishigura.audit.domain.ocsf;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import org.jspecify.annotations.Nullable;

/** What class Detection Finding has and the others have not. */
final class FindingMembers {

  private static final int NEW = 1;
  private static final int IN_PROGRESS = 2;

  private FindingMembers() {}

  static void add(Members members, Activity activity, AuditEvent event) {
    boolean done = event.decision() == Decision.allowed;
    boolean opened = activity.id() == 1;
    boolean stopped = Boolean.TRUE.equals(event.details().get("stopsKeyRelease"));
    if (done) {
      members
          .with("status_id", opened ? NEW : IN_PROGRESS)
          .with("status", opened ? "New" : "In Progress")
          .with("action_id", stopped ? 2 : 3)
          .with("action", stopped ? "Denied" : "Observed")
          .with("disposition_id", stopped ? 24 : 15)
          .with("disposition", stopped ? "Access Revoked" : "Detected");
    } else {
      // Status is the finding's and not the attempt's; what the gate did says the rest.
      members.with("status_id", 0).with("status", "Unknown");
    }
    members
        .with("finding_info", info(event))
        .with("evidences", evidences(event))
        .with("resources", resources(event));
  }

  /** The level of the rule, where the event says one. */
  static @Nullable Integer severity(AuditEvent event) {
    return switch (text(event, "level")) {
      case "informational" -> 1;
      case "low" -> 2;
      case "medium" -> 3;
      case "high" -> 4;
      case "critical" -> 5;
      case null, default -> null;
    };
  }

  private static Map<String, Object> info(AuditEvent event) {
    @Nullable String uid = text(event, "finding");
    @Nullable String rule = text(event, "rule");
    return new Members()
        .with("uid", uid == null ? event.id().toString() : uid)
        .with("title", text(event, "title"))
        .with("created_time", event.at().toEpochMilli())
        .with("last_seen_time", time(event))
        .with("related_events_count", event.details().get("events") instanceof Integer n ? n : null)
        .with(
            "analytic",
            rule == null
                ? null
                : new Members()
                    .with("uid", rule)
                    .with("name", rule)
                    .with("type_id", 1)
                    .with("type", "Rule")
                    .map())
        .map();
  }

  private static @Nullable Long time(AuditEvent event) {
    @Nullable String text = text(event, "openedAt");
    try {
      return text == null ? null : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whom it is about: a person of ours. The leaf indexes are in unmapped.details. */
  private static List<Object> evidences(AuditEvent event) {
    @Nullable String person = text(event, "person");
    return person == null
        ? List.of()
        : List.of(Map.of("user", Map.of("uid", person, "type_id", 1, "type", "User")));
  }

  private static List<Object> resources(AuditEvent event) {
    return Stream.ofNullable(Targets.card(event))
        .map(card -> (Object) Map.of("uid", card, "name", card, "type", "card"))
        .toList();
  }

  private static @Nullable String text(AuditEvent event, String name) {
    return event.details().get(name) instanceof String text && !text.isEmpty() ? text : null;
  }
}
