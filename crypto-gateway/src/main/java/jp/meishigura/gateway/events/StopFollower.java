package jp.meishigura.gateway.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.stop.ReleaseStop;
import jp.meishigura.gateway.release.Stops;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.follow.TopicFollower;
import org.jspecify.annotations.Nullable;

/** Hears for whom audit-service has stopped key release, and for whom no longer. */
@ApplicationScoped
public class StopFollower implements TopicFollower {

  static final String TOPIC = "release-stops";
  static final String TYPE = "jp.meishigura.release-stop.changed.v1";

  private final Stops stops;
  private final ObjectMapper json;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(
      @Nullable UUID tenant,
      @Nullable String tenantAlias,
      @Nullable UUID person,
      @Nullable Boolean stopped,
      @Nullable Long revision) {}

  public StopFollower(Stops stops, ObjectMapper json) {
    this.stops = stops;
    this.json = json;
  }

  @Override
  public String topic() {
    return TOPIC;
  }

  /** Else a restored database would give out keys for somebody who was stopped since. */
  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.stream().filter(event -> event.type().equals(TYPE)).forEach(this::apply);
  }

  private void apply(ReceivedEvent event) {
    Body body = event.read(json, Body.class);
    String alias = body.tenantAlias();
    UUID person = body.person();
    Boolean stopped = body.stopped();
    Long revision = body.revision();
    if (!event.tenant().equals(body.tenant())
        || alias == null
        || person == null
        || stopped == null
        || revision == null) {
      throw new UnreadableEvent("not a release stop");
    }
    if (!event.key().equals(event.tenant() + "/" + person)) {
      throw new UnreadableEvent("a release stop under another's key");
    }
    stops.hear(new Tenant(event.tenant(), alias), new ReleaseStop(person, stopped, revision));
  }
}
