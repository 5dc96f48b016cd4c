package jp.meishigura.gateway.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.release.Sealing;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.ReceivedEvent;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.follow.TopicFollower;
import org.jspecify.annotations.Nullable;

/**
 * Hears where each tenant's seal switch stands: drops what this instance has unwrapped of a tenant
 * that another one has sealed, and moves the switch back to where it stood, where an older copy of
 * the database says something else.
 */
@ApplicationScoped
public class SealFollower implements TopicFollower {

  private final Sealing sealing;
  private final ObjectMapper json;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(@Nullable UUID tenant, @Nullable String tenantAlias, @Nullable Instant at) {}

  public SealFollower(Sealing sealing, ObjectMapper json) {
    this.sealing = sealing;
    this.json = json;
  }

  @Override
  public String topic() {
    return KeyPolicy.TOPIC;
  }

  /** Else a restored database would give a sealed tenant's keys out, and nobody would know. */
  @Override
  public boolean beforeServing() {
    return true;
  }

  @Override
  public void apply(List<ReceivedEvent> events) {
    events.forEach(
        event -> {
          switch (event.type()) {
            case KeyPolicy.SEALED -> reapply(event, true);
            case KeyPolicy.UNSEALED -> reapply(event, false);
            default -> {}
          }
        });
  }

  private void reapply(ReceivedEvent event, boolean sealed) {
    Body body = event.read(json, Body.class);
    Instant at = body.at();
    String alias = body.tenantAlias();
    if (!event.tenant().equals(body.tenant()) || alias == null || at == null) {
      throw new UnreadableEvent("not a move of the seal switch");
    }
    if (!event.tenant().toString().equals(event.key())) {
      throw new UnreadableEvent("a move of the seal switch under another's key");
    }
    sealing.reapply(new Tenant(event.tenant(), alias), sealed, at);
  }
}
