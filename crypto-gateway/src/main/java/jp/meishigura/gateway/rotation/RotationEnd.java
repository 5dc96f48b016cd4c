package jp.meishigura.gateway.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.domain.rotation.State;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;

/** How a rotation ends, on record in the log of the tenant that asked for it. */
@ApplicationScoped
public class RotationEnd {

  private final RotationTable table;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Clock clock;

  public RotationEnd(RotationTable table, AuditTrail trail, ServiceName service, Clock clock) {
    this.table = table;
    this.trail = trail;
    this.service = service;
    this.clock = clock;
  }

  /**
   * In a transaction of the asking tenant.
   *
   * @param retired how many old versions are gone
   */
  void finished(Rotation rotation, int retired) {
    table.end(rotation.id(), State.FINISHED, clock.instant());
    trail.record(record(rotation).detail("retired", retired));
  }

  /** In a transaction of the asking tenant. */
  void failed(Rotation rotation, String why) {
    table.end(rotation.id(), State.FAILED, clock.instant());
    trail.record(record(rotation).detail("broken", rotation.progress().broken()).failed(why));
  }

  private AuditRecord record(Rotation rotation) {
    return AuditRecord.of("key.rotate", AuditRecord.Actor.system(service.value()))
        .detail("actor", rotation.actor())
        .detail("level", rotation.level().slug())
        .detail("phase", "ended")
        .detail("rotation", rotation.id().toString())
        .detail("count", rotation.progress().done());
  }
}
