package jp.meishigura.consent.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.contacts.Address;
import jp.meishigura.consent.domain.delivery.DeliveryFailed;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.consent.domain.link.LinkToken;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Notice;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.words.Dates;

/** The mail that asks for consent: one for everybody, in both languages, as text and as HTML. */
@ApplicationScoped
public class ConsentMail {

  private final ReactiveMailer mailer;
  private final Vertx vertx;
  private final Config config;
  private final Dates dates;

  /** What the templates tell. */
  record Content(Notice ja, Notice en, String link, String untilJa, String untilEn) {
    @Override
    public String toString() {
      return "***";
    }
  }

  @CheckedTemplate(basePath = "mail")
  static class Templates {
    private Templates() {}

    static native TemplateInstance html(Content mail);

    static native TemplateInstance text(Content mail);
  }

  public ConsentMail(ReactiveMailer mailer, Vertx vertx, Config config, Dates dates) {
    this.mailer = mailer;
    this.vertx = vertx;
    this.config = config;
    this.dates = dates;
  }

  /**
   * Hands the mail to the mail server.
   *
   * @throws DeliveryFailed when it does not take it
   */
  public void send(Address to, Purpose purpose, LinkToken token, Instant expires) {
    Mail mail = write(purpose, token, expires).setTo(List.of(to.expose()));
    try {
      mailer
          .send(mail)
          .runSubscriptionOn(this::onEventLoop)
          .await()
          .atMost(config.mail().timeout());
    } catch (RuntimeException e) {
      // Its words quote the recipient.
      throw new DeliveryFailed(fault(e));
    }
  }

  /**
   * A connection that is opened from another thread can be up, and the server's greeting read and
   * dropped, before anybody listens: the mail then waits for its whole timeout. Seen with a server
   * on the same machine: a few of some hundred mails, and none since.
   */
  private void onEventLoop(Runnable send) {
    vertx.getOrCreateContext().runOnContext(_ -> send.run());
  }

  private Mail write(Purpose purpose, LinkToken token, Instant expires) {
    Notice ja = purpose.notice(Language.JA);
    Notice en = purpose.notice(Language.EN);
    Content content =
        new Content(
            ja,
            en,
            config.publicUrl() + "/consent/" + token.text(),
            dates.minute(expires, Language.JA),
            dates.minute(expires, Language.EN));
    return new Mail()
        .setFrom(Sender.named(ja.controller(), config.mail().from()))
        .setSubject(
            "【" + ja.controller() + "】名刺の情報の利用についてのお願い / A question about your business card")
        .setText(Templates.text(content).render())
        .setHtml(Templates.html(content).render())
        // RFC 3834: no out-of-office answers to this.
        .addHeader("Auto-Submitted", "auto-generated");
  }

  private static DeliveryFault fault(RuntimeException failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SMTPException smtp && smtp.isPermanent()) {
        return DeliveryFault.MAIL_REFUSED;
      }
    }
    return DeliveryFault.MAIL_SERVER_UNAVAILABLE;
  }
}
