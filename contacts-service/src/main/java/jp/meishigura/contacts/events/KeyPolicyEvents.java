package jp.meishigura.contacts.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.contacts.app.TenantSealing;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.follow.TopicFollower;

/** That a tenant was sealed: every instance must hear it, not only one of a group. */
@ApplicationScoped
public class KeyPolicyEvents implements TopicFollower {

  static final String SEALED = "jp.meishigura.keys.sealed.v1";

  private final TenantSealing sealing;

  KeyPolicyEvents(TenantSealing sealing) {
    this.sealing = sealing;
  }

  @Override
  public String topic() {
    return "key-policy";
  }

  /** A service that has just started holds no keys that it could forget. */
  @Override
  public boolean beforeServing() {
    return false;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.stream()
        .filter(event -> event.type().equals(SEALED))
        .forEach(event -> sealing.sealed(event.tenant()));
  }
}
