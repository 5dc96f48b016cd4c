package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditRecord.Actor;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;

/** How work on all cards begins and ends, on record; in a transaction of its tenant. */
@ApplicationScoped
class KeyWorkEnd {

  private final KeyWorkTable table;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Clock clock;

  KeyWorkEnd(KeyWorkTable table, AuditTrail trail, ServiceName service, Clock clock) {
    this.table = table;
    this.trail = trail;
    this.service = service;
    this.clock = clock;
  }

  /**
   * @return false when it goes on, because a further version has come meanwhile
   */
  boolean finished(KeyWork work) {
    boolean ended = table.end(work, KeyWork.State.FINISHED, clock.instant());
    if (ended) {
      trail.record(record(work));
    }
    return ended;
  }

  /**
   * @param broken how many cards stay as they were
   */
  void failed(KeyWork work, long broken) {
    if (table.end(work, KeyWork.State.FAILED, clock.instant())) {
      trail.record(record(work).detail("broken", broken).failed("seal-broken"));
    }
  }

  private AuditRecord record(KeyWork work) {
    AuditRecord record =
        AuditRecord.of("key-work.end", Actor.system(service.value()))
            .detail("actor", work.actor())
            .detail("kind", work.kind().slug())
            .detail("work", work.id().toString())
            .detail("count", work.progress().done());
    return work.kind() instanceof KeyWork.Kind.Reindex(int version)
        ? record.detail("version", version)
        : record;
  }
}
