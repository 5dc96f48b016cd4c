package jp.meishigura.gateway.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.gateway.release.TenantRings;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.follow.TopicFollower;

/** Drops what this instance has unwrapped of a tenant that another instance has sealed. */
@ApplicationScoped
public class SealFollower implements TopicFollower {

  private final TenantRings rings;

  public SealFollower(TenantRings rings) {
    this.rings = rings;
  }

  @Override
  public String topic() {
    return KeyPolicy.TOPIC;
  }

  /** Whether a tenant is sealed is read from its row: serving need not wait for the topic. */
  @Override
  public boolean beforeServing() {
    return false;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.stream()
        .filter(event -> event.type().equals(KeyPolicy.SEALED))
        .forEach(event -> rings.drop(event.tenant()));
  }
}
