package jp.meishigura.audit.domain.ocsf;

import java.util.Set;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt: status and severity, and what the gate did (profile security_control).
 */
record Outcome(
    int statusId,
    String status,
    int actionId,
    String action,
    int dispositionId,
    String disposition,
    int severityId,
    String severity) {

  /** Sealed values or keys that were altered or moved, or that are gone: somebody has to look. */
  private static final Set<String> BROKEN = Set.of("seal-broken", "key-broken", "key-gone");

  private static final int LOW = 2;
  private static final int MEDIUM = 3;
  private static final int HIGH = 4;
  private static final int CRITICAL = 5;

  static Outcome of(AuditEvent event, Activity.Weight weight) {
    @Nullable Integer level = FindingMembers.severity(event);
    int severity = level == null ? Math.max(weight.severity(), severity(event)) : level;
    return switch (event.decision()) {
      case allowed ->
          new Outcome(1, "Success", 1, "Allowed", 1, "Allowed", severity, name(severity));
      case refused ->
          new Outcome(2, "Failure", 2, "Denied", 2, "Blocked", severity, name(severity));
      // It was granted, and then did not work.
      case failed -> new Outcome(2, "Failure", 1, "Allowed", 27, "Error", severity, name(severity));
    };
  }

  private static int severity(AuditEvent event) {
    if (event.decision() == Decision.allowed) {
      return 1;
    }
    if (event.reason() != null && BROKEN.contains(event.reason())) {
      return HIGH;
    }
    return event.decision() == Decision.failed ? MEDIUM : LOW;
  }

  private static String name(int severity) {
    return switch (severity) {
      case LOW -> "Low";
      case MEDIUM -> "Medium";
      case HIGH -> "High";
      case CRITICAL -> "Critical";
      default -> "Informational";
    };
  }
}
