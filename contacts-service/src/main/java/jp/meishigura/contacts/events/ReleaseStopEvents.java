package jp.meishigura.contacts.events;

import static jp.meishigura.contacts.events.EventFields.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.app.ReleaseStops;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.follow.TopicFollower;

/** For whom key release is stopped: every instance must hear it, not only one of a group. */
@ApplicationScoped
public class ReleaseStopEvents implements TopicFollower {

  static final String TYPE = "jp.meishigura.release-stop.changed.v1";

  private final ReleaseStops stops;
  private final ObjectMapper json;

  ReleaseStopEvents(ReleaseStops stops, ObjectMapper json) {
    this.stops = stops;
    this.json = json;
  }

  @Override
  public String topic() {
    return "release-stops";
  }

  /** The topic is all that is known of stops here. */
  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.stream().filter(event -> event.type().equals(TYPE)).forEach(this::apply);
  }

  private void apply(ReceivedEvent event) {
    ReleaseStopChanged body = event.read(json, ReleaseStopChanged.class);
    UUID person = required(body.person(), "person");
    boolean stopped = required(body.stopped(), "stopped");
    long revision = required(body.revision(), "revision");
    if (!event.tenant().equals(body.tenant())
        || !event.key().equals(event.tenant() + "/" + person)) {
      throw new UnreadableEvent("a release stop under another's key");
    }
    stops.hear(event.tenant(), person, stopped, revision);
  }
}
