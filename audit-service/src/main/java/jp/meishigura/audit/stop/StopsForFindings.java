package jp.meishigura.audit.stop;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.stop.Cause;
import jp.meishigura.audit.domain.stop.ReleaseStop;
import jp.meishigura.audit.domain.stop.ReleaseStops;
import jp.meishigura.audit.domain.stop.StopBook;
import jp.meishigura.audit.domain.stop.StopNews;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantScope;

/** {@link ReleaseStops} with what everybody must learn of it: record and event. */
@ApplicationScoped
public class StopsForFindings implements ReleaseStops {

  private final StopBook book;
  private final StopNews news;
  private final AuditTrail trail;
  private final ServiceName service;
  private final Clock clock;

  StopsForFindings(
      StopBook book, StopNews news, AuditTrail trail, ServiceName service, Clock clock) {
    this.book = book;
    this.news = news;
    this.trail = trail;
    this.service = service;
    this.clock = clock;
  }

  @Override
  public void stop(UUID tenant, UUID person, UUID finding, String rule) {
    if (!TenantScope.tenant().id().equals(tenant)) {
      throw new IllegalStateException("This transaction belongs to another tenant.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Cause.Finding cause = new Cause.Finding(finding, rule);
    ReleaseStop last = book.hold(person).orElse(null);
    if (book.note(person, cause, now)) {
      ReleaseStop.begin(person, last, cause, now).ifPresent(this::begin);
    }
  }

  private void begin(ReleaseStop stop) {
    book.keep(stop);
    news.tell(stop);
    trail.record(
        StopRecords.of(
            Action.RELEASE_STOP_SET, AuditRecord.Actor.system(service.value()), stop, true));
  }
}
