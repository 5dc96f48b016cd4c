package jp.meishigura.audit.detect.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.NoticeBook;
import jp.meishigura.audit.domain.finding.NoticeBook.Channel;
import jp.meishigura.audit.domain.finding.NoticeBook.Notice;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.Tail;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantScope;
import jp.meishigura.platform.tx.TenantTransactions;

/** What telling asks of the database, each in a short transaction of the tenant. */
@ApplicationScoped
class NoticeSteps {

  private static final int AT_ONCE = 10;

  private final TenantTransactions transactions;
  private final NoticeBook notices;
  private final Tail tail;
  private final AuditTrail trail;
  private final ServiceName service;

  NoticeSteps(
      TenantTransactions transactions,
      NoticeBook notices,
      Tail tail,
      AuditTrail trail,
      ServiceName service) {
    this.transactions = transactions;
    this.notices = notices;
    this.tail = tail;
    this.trail = trail;
    this.service = service;
  }

  List<Notice> take(UUID tenant, Channel channel, Duration after) {
    return transactions.call(unnamed(tenant), () -> notices.take(tenant, channel, AT_ONCE, after));
  }

  Optional<ChainedEntry> entry(UUID tenant, Notice notice) {
    return transactions.call(
        unnamed(tenant),
        () ->
            tail.read(tenant, notice.leafIndex(), 1).stream()
                .filter(entry -> entry.leafIndex() == notice.leafIndex())
                .findFirst());
  }

  /** A tenant's auditors see where findings go, once for each started instance. */
  void begins(UUID tenant, Channel channel, String to, ChainedEntry first) {
    Tenant named = new Tenant(tenant, first.entry().event().tenantAlias());
    transactions.run(
        unnamed(tenant),
        () ->
            TenantScope.named(
                named,
                () ->
                    trail.record(
                        AuditRecord.of(
                                Action.AUDIT_OUTLET.slug(),
                                AuditRecord.Actor.system(service.value()))
                            .detail("outlet", "findings:" + channel.name())
                            .detail("to", to)
                            .detail("fromLeaf", first.leafIndex()))));
  }

  void delivered(UUID tenant, Notice notice, Channel channel) {
    transactions.run(unnamed(tenant), () -> notices.delivered(tenant, notice.finding(), channel));
  }

  void again(UUID tenant, Notice notice, Channel channel, Duration after) {
    transactions.run(
        unnamed(tenant), () -> notices.again(tenant, notice.finding(), channel, after));
  }

  void givenUp(UUID tenant, Notice notice, Channel channel) {
    transactions.run(unnamed(tenant), () -> notices.givenUp(tenant, notice.finding(), channel));
  }

  private static Tenant unnamed(UUID tenant) {
    return new Tenant(tenant, "");
  }
}
