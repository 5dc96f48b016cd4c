package jp.meishigura.contacts.events;

import static jp.meishigura.contacts.events.EventFields.required;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import jp.meishigura.contacts.app.KeyPolicies;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.follow.TopicFollower;

/** What is decided about keys: every instance must hear it, not only one of a group. */
@ApplicationScoped
public class KeyPolicyEvents implements TopicFollower {

  static final String SEALED = "jp.meishigura.keys.sealed.v1";
  static final String INDEX_RETIRED = "jp.meishigura.keys.index-retired.v1";
  static final String RETIRED = "jp.meishigura.keys.retired.v1";

  private final KeyPolicies policies;
  private final ObjectMapper json;

  KeyPolicyEvents(KeyPolicies policies, ObjectMapper json) {
    this.policies = policies;
    this.json = json;
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
    events.forEach(this::apply);
  }

  /** A type that this version does not know costs some keys in memory, and nothing else. */
  private void apply(ReceivedEvent event) {
    switch (event.type()) {
      case SEALED -> policies.sealed(event.tenant());
      case IndexKeyEvents.ADDED, INDEX_RETIRED -> policies.indexKeysChanged(event.tenant());
      case RETIRED ->
          policies.retired(
              event.tenant(), required(event.read(json, KeysRetired.class).keyIds(), "keyIds"));
      default -> policies.changed(event.tenant());
    }
  }
}
