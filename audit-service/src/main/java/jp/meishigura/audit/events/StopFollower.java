package jp.meishigura.audit.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jp.meishigura.audit.stop.StopsTold;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.follow.TopicFollower;

/** Hears what this service has told, for a database that was put back to an older day. */
@ApplicationScoped
public class StopFollower implements TopicFollower {

  private final StopsTold told;
  private final ObjectMapper json;

  StopFollower(StopsTold told, ObjectMapper json) {
    this.told = told;
    this.json = json;
  }

  @Override
  public String topic() {
    return StopAnnouncements.TOPIC;
  }

  /** Else nobody could lift a stop that the others hold to. */
  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.stream()
        .filter(event -> event.type().equals(StopAnnouncements.TYPE))
        .forEach(this::apply);
  }

  private void apply(ReceivedEvent event) {
    StopAnnouncements.Body body = event.read(json, StopAnnouncements.Body.class);
    if (Stream.of(body.tenantAlias(), body.at()).anyMatch(Objects::isNull)
        || !event.tenant().equals(body.tenant())
        || !event.key().equals(event.tenant() + "/" + body.person())) {
      throw new UnreadableEvent("not a release stop of this tenant and key");
    }
    told.hear(
        new Tenant(body.tenant(), body.tenantAlias()),
        new StopsTold.Word(
            body.person(), body.stopped(), body.finding(), body.at(), body.revision()));
  }
}
