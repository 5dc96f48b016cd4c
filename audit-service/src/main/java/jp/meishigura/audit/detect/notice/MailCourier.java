package jp.meishigura.audit.detect.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.outlet.ChainedEntry;

/** Mails that there is a finding. Mail is read by many: it has ids and nothing of a card. */
final class MailCourier implements Courier {

  private final ReactiveMailer mailer;
  private final Vertx vertx;
  private final String from;
  private final List<String> to;
  private final Duration timeout;

  MailCourier(ReactiveMailer mailer, Vertx vertx, String from, List<String> to, Duration timeout) {
    this.mailer = mailer;
    this.vertx = vertx;
    this.from = from;
    this.to = List.copyOf(to);
    this.timeout = timeout;
  }

  /** Without the addresses, which are people's. */
  @Override
  public String to() {
    return to.size() + " by mail";
  }

  @Override
  public void deliver(UUID finding, ChainedEntry entry) throws NotTaken {
    Mail mail =
        new Mail()
            .setFrom(from)
            .setTo(to)
            .setSubject(subject(entry.entry().event()))
            .setText(text(finding, entry))
            // RFC 3834: no out-of-office answers to this.
            .addHeader("Auto-Submitted", "auto-generated")
            .addHeader("Meishigura-Finding", finding.toString());
    try {
      // From an event loop, or the server's greeting may come before anybody listens.
      mailer
          .send(mail)
          .runSubscriptionOn(send -> vertx.getOrCreateContext().runOnContext(_ -> send.run()))
          .await()
          .atMost(timeout);
    } catch (RuntimeException e) {
      // Its words quote the recipients.
      throw new NotTaken(e.getClass().getSimpleName());
    }
  }

  private static String subject(AuditEvent event) {
    return "[Meishigura] " + detail(event, "level") + ": " + detail(event, "rule");
  }

  private static String text(UUID finding, ChainedEntry entry) {
    AuditEvent event = entry.entry().event();
    return """
        検知がありました。内容は監査サービスで確認してください。
        There is a finding. Look at it in the audit service.

        finding:  %s
        rule:     %s (%s)
        opened:   %s
        entry:    %d

        GET /v1/findings/%s
        """
        .formatted(
            finding,
            detail(event, "rule"),
            detail(event, "level"),
            detail(event, "openedAt"),
            entry.leafIndex(),
            finding);
  }

  private static String detail(AuditEvent event, String name) {
    Map<String, Object> details = event.details();
    return details.get(name) instanceof String text ? text : "-";
  }
}
