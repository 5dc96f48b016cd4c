package jp.meishigura.audit.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.audit.domain.stop.StopNews;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.outbox.Outbox;
import jp.meishigura.platform.outbox.OutgoingEvent;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** {@link StopNews} by Kafka. Whose fault it was and what anybody thought of it is not told. */
@ApplicationScoped
public class StopAnnouncements implements StopNews {

  /** Compacted: the last word on each person. */
  static final String TOPIC = "release-stops";

  static final String TYPE = "jp.meishigura.release-stop.changed.v1";

  private final Outbox outbox;

  /** Body of the event; its schema is in src/main/events. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(
      UUID tenant,
      String tenantAlias,
      UUID person,
      boolean stopped,
      @Nullable UUID finding,
      Instant at,
      long revision) {}

  StopAnnouncements(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void tell(ReleaseStop stop) {
    Tenant tenant = TenantScope.tenant();
    outbox.append(
        OutgoingEvent.of(
            TOPIC,
            tenant.id() + "/" + stop.person(),
            TYPE,
            null,
            stop.changedAt(),
            new Body(
                tenant.id(),
                tenant.alias(),
                stop.person(),
                stop.stopped(),
                stop.finding().orElse(null),
                stop.changedAt(),
                stop.revision())));
  }
}
