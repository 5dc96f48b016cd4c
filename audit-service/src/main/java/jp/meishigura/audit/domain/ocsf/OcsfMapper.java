package jp.meishigura.audit.domain.ocsf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the log as events of OCSF 1.8.0, whole: what the schema has no place for is in {@code
 * unmapped}. It adds nothing that the event does not say. An address of the caller is not in our
 * events; the source endpoint is the request's address and the client by its name.
 */
public final class OcsfMapper {

  /** An IPv4 or IPv6 address, near enough: producers write what their connection has. */
  private static final Pattern IP =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=.*:.*:)[0-9a-fA-F:.]{2,45}");

  private static final String VERSION = "1.8.0";
  private static final String PRODUCT = "Meishigura";

  private final String origin;

  /**
   * @param origin the log's name, as in its checkpoints
   */
  public OcsfMapper(String origin) {
    this.origin = origin;
  }

  public Map<String, Object> map(ChainedEntry chained) {
    AuditEvent event = chained.entry().event();
    Activity activity = activity(event);
    Outcome outcome = Outcome.of(event, activity.weight());
    Members members =
        new Members()
            .with("category_uid", activity.of().category())
            .with("category_name", activity.of().categoryName())
            .with("class_uid", activity.of().uid())
            .with("class_name", activity.of().caption())
            .with("activity_id", activity.id())
            .with("activity_name", activity.caption())
            .with("type_uid", activity.typeUid())
            .with("type_name", activity.of().caption() + ": " + typeCaption(activity))
            .with("time", event.at().toEpochMilli())
            .with("severity_id", outcome.severityId())
            .with("severity", outcome.severity())
            .with("status_id", outcome.statusId())
            .with("status", outcome.status())
            .with("status_detail", event.reason())
            .with("action_id", outcome.actionId())
            .with("action", outcome.action())
            .with("disposition_id", outcome.dispositionId())
            .with("disposition", outcome.disposition())
            .with("message", message(event))
            .with("metadata", metadata(chained, activity))
            .with("actor", actor(event.actor()))
            .with("src_endpoint", hasSource(activity) ? source(event) : null);
    Targets.add(members, activity, event);
    return members.with("unmapped", unmapped(chained, activity)).map();
  }

  private static boolean hasSource(Activity activity) {
    return activity.of() != OcsfClass.DETECTION_FINDING;
  }

  private static Activity activity(AuditEvent event) {
    return Arrays.stream(Action.values())
        .filter(action -> action.slug().equals(event.action()))
        .findFirst()
        .map(Activities::of)
        .orElseGet(Activities::unknown);
  }

  private static String typeCaption(Activity activity) {
    return activity.id() == 99 ? "Other" : activity.caption();
  }

  private static String message(AuditEvent event) {
    String what = event.action() + " " + event.decision();
    return event.reason() == null ? what : what + ": " + event.reason();
  }

  private Map<String, Object> metadata(ChainedEntry chained, Activity activity) {
    AuditEvent event = chained.entry().event();
    return new Members()
        .with("version", VERSION)
        .with("product", product(event))
        .with("profiles", profiles(activity))
        .with("uid", event.id().toString())
        .with("sequence", chained.leafIndex())
        .with("event_code", event.action())
        .with("tenant_uid", event.tenant().toString())
        .with("correlation_uid", event.correlation())
        .with("log_name", origin)
        .with("original_time", event.at().toString())
        .with("logged_time", chained.entry().appendedAt().toEpochMilli())
        .map();
  }

  private static Map<String, Object> product(AuditEvent event) {
    return new Members()
        .with("name", PRODUCT)
        .with("vendor_name", PRODUCT)
        .with("feature", Map.of("name", event.service()))
        .map();
  }

  /** Who did it is an attribute of these with the profile host alone. */
  private static List<String> profiles(Activity activity) {
    return switch (activity.of()) {
      case WEB_RESOURCES, DETECTION_FINDING -> List.of("host", "security_control");
      default -> List.of("security_control");
    };
  }

  private static Map<String, Object> actor(Actor actor) {
    Members user = new Members().with("uid", actor.id());
    switch (actor.kind()) {
      case person -> user.with("type_id", 1).with("type", "User");
      case client -> user.with("type_id", 4).with("type", "Service");
      case system -> user.with("type_id", 3).with("type", "System");
      // The person on the card, whom we know by the request that was answered.
      case subject -> user.with("type_id", 99).with("type", "Subject");
    }
    return new Members()
        .with("user", user.map())
        .with("session", actor.session() == null ? null : Map.of("uid", actor.session()))
        .with("app_uid", actor.client())
        .map();
  }

  private static Map<String, Object> source(AuditEvent event) {
    @Nullable String client = event.actor().client();
    @Nullable String address = event.address();
    return new Members()
        .with("ip", address != null && IP.matcher(address).matches() ? address : null)
        .with("svc_name", client == null ? event.service() : client)
        .map();
  }

  private static Map<String, Object> unmapped(ChainedEntry chained, Activity activity) {
    AuditEvent event = chained.entry().event();
    return new Members()
        .with("previous_leaf", chained.previous())
        .with("tenant_alias", event.tenantAlias())
        .with("decision", event.decision().name())
        .with("card", Targets.hasPlaceForCard(activity) ? null : Targets.card(event))
        .with("purpose", event.purpose())
        .with("fields", event.fields())
        .with("details", event.details())
        .map();
  }
}
