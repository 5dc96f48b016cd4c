package jp.meishigura.audit.stop;

import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.platform.audit.AuditRecord;

/** Records of stops. */
final class StopRecords {

  private StopRecords() {}

  /**
   * @param moved whether anything changed
   */
  static AuditRecord of(Action action, AuditRecord.Actor actor, ReleaseStop stop, boolean moved) {
    AuditRecord record =
        AuditRecord.of(action.slug(), actor)
            .detail("person", stop.person())
            .detail("moved", moved)
            .detail("revision", stop.revision());
    return switch (stop.cause()) {
      case Cause.Finding(var id, var rule) -> record.detail("finding", id).detail("rule", rule);
      case Cause.ByHand _ -> record;
    };
  }
}
