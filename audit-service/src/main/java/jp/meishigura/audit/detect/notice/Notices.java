package jp.meishigura.audit.detect.notice;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.NoticeBook;
import jp.meishigura.audit.domain.finding.NoticeBook.Channel;
import jp.meishigura.audit.format.SiemJson;

/** Runs one {@link NoticeLoop} for each tenant and channel of the configuration. */
@ApplicationScoped
public class Notices {

  private final NoticeConfig config;
  private final NoticeSteps steps;
  private final NoticeBook book;
  private final SiemJson json;
  private final ReactiveMailer mailer;
  private final Vertx vertx;
  private final Clock clock;
  private final HttpClient http;
  private final List<NoticeLoop> loops = new ArrayList<>();

  public Notices(
      NoticeConfig config,
      NoticeSteps steps,
      NoticeBook book,
      SiemJson json,
      ReactiveMailer mailer,
      Vertx vertx,
      Clock clock) {
    this.config = config;
    this.steps = steps;
    this.book = book;
    this.json = json;
    this.mailer = mailer;
    this.vertx = vertx;
    this.clock = clock;
    this.http = WebhookCourier.client(config.timeout());
  }

  /** Notes that a finding is to be told, in the transaction of whoever found it in the log. */
  public void add(UUID tenant, UUID finding, long leafIndex) {
    NoticeConfig.OfTenant told = config.byTenant().get(tenant);
    if (told == null) {
      return;
    }
    if (told.webhook().isPresent()) {
      book.add(tenant, finding, Channel.webhook, leafIndex);
    }
    if (told.mailTo().isPresent()) {
      book.add(tenant, finding, Channel.mail, leafIndex);
    }
  }

  void start(@Observes StartupEvent event) {
    config.byTenant().forEach(this::begin);
    loops.forEach(NoticeLoop::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    for (NoticeLoop loop : loops) {
      loop.stop();
    }
    http.shutdownNow();
  }

  private void begin(UUID tenant, NoticeConfig.OfTenant told) {
    told.webhook()
        .ifPresent(
            webhook ->
                add(
                    tenant,
                    Channel.webhook,
                    new WebhookCourier(http, webhook, config.timeout(), json, clock)));
    told.mailTo().ifPresent(to -> add(tenant, Channel.mail, mail(to)));
  }

  private MailCourier mail(List<String> to) {
    String from =
        config
            .mailFrom()
            .orElseThrow(
                () ->
                    new IllegalStateException("Mails need a sender: meishigura.notices.mail-from"));
    return new MailCourier(mailer, vertx, from, to, config.timeout());
  }

  private void add(UUID tenant, Channel channel, Courier courier) {
    loops.add(new NoticeLoop(tenant, channel, courier, steps, config));
  }
}
