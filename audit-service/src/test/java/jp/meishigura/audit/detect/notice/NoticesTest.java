package jp.meishigura.audit.detect.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.domain.finding.NoticeBook;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Findings told to a real receiver and by a real mail server, whatever happens to either. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(MailServer.class)
@Timeout(90)
class NoticesTest {

  private static final String SECRET = "a secret of forty characters, shared once";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject NoticeSteps steps;
  @Inject NoticeBook book;
  @Inject TenantTransactions transactions;
  @Inject SiemJson json;
  @Inject ReactiveMailer mailer;
  @Inject Vertx vertx;
  @Inject Clock clock;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID finding = UUID.randomUUID();
  private final List<Notices> running = new ArrayList<>();
  private LogUnderTest log;
  private Receiver receiver;
  private Path secret;

  @BeforeEach
  void listen() throws IOException {
    log = new LogUnderTest(database, topics, issuer);
    receiver = new Receiver();
    secret = Files.writeString(folder.resolve(tenant.id().toString()), SECRET + "\n");
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Notices one : running) {
      one.stop(new ShutdownEvent());
    }
    receiver.close();
  }

  private Notices notices(TestNotices.Told told, int attempts) {
    Notices notices =
        new Notices(
            new TestNotices(Map.of(tenant.id(), told), attempts),
            steps,
            book,
            json,
            mailer,
            vertx,
            clock);
    running.add(notices);
    return notices;
  }

  private Notices webhook(int attempts) {
    return notices(
        new TestNotices.Told(
            Optional.of(new TestNotices.Hook(receiver.url(), secret)), Optional.empty()),
        attempts);
  }

  /** The opening is in the log, and its notice is due. */
  private void found(Notices notices) {
    SampleEvent opening =
        SampleEvent.of(tenant, "finding.open")
            .with("service", "audit-service")
            .details(
                Map.of(
                    "finding", finding.toString(),
                    "rule", "cards-per-hour",
                    "title", "Many cards",
                    "level", "high",
                    "openedAt", "2026-11-02T02:00:00Z"));
    log.append(opening);
    long leaf = log.number("select leaf_index from entry_ids where event_id = ?", opening.id());
    transactions.run(
        tenant,
        () -> {
          notices.add(tenant.id(), finding, leaf);
          notices.add(tenant.id(), finding, leaf);
        });
  }

  private long count(String condition) {
    return log.number(
        "select count(*) from finding_notices where tenant_id = ? and " + condition, tenant.id());
  }

  private void awaitDelivered() {
    await().atMost(PATIENCE).until(() -> count("delivered_at is not null") == 1);
  }

  @Test
  void a_finding_is_posted_once_and_signed() throws Exception {
    Notices notices = webhook(5);
    found(notices);
    notices.start(new StartupEvent());
    awaitDelivered();

    assertThat(receiver.posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.finding()).isEqualTo(finding.toString());
              assertThat(post.signature()).isEqualTo(signature(post));
              JsonNode event = new ObjectMapper().readTree(post.body());
              assertThat(event.path("class_uid").asInt()).isEqualTo(2004);
              assertThat(event.path("finding_info").path("uid").asText())
                  .isEqualTo(finding.toString());
              assertThat(event.path("metadata").path("sequence").asLong()).isNotNegative();
            });
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
        tenant.id());
  }

  private static String signature(Receiver.Post post) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    mac.update((post.timestamp() + ".").getBytes(UTF_8));
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(post.body()));
  }

  @Test
  void a_receiver_that_fails_is_asked_again_until_it_has_it() {
    receiver.status = 500;
    Notices notices = webhook(100);
    found(notices);
    notices.start(new StartupEvent());
    await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 3);
    assertThat(count("delivered_at is null")).isOne();

    receiver.status = 200;
    awaitDelivered();
    assertThat(receiver.posts()).allMatch(post -> post.finding().equals(finding.toString()));
  }

  @Test
  void a_redirect_is_not_followed_and_a_slow_answer_is_none() {
    receiver.status = 302;
    Notices notices = webhook(100);
    found(notices);
    notices.start(new StartupEvent());
    await().atMost(PATIENCE).until(() -> receiver.posts().size() >= 2);
    receiver.status = 204;
    receiver.slowMillis = 2_000;
    int before = receiver.posts().size();
    await().atMost(PATIENCE).until(() -> receiver.posts().size() >= before + 2);
    assertThat(count("delivered_at is null")).isOne();

    receiver.slowMillis = 0;
    awaitDelivered();
  }

  @Test
  void who_is_killed_while_telling_tells_again() throws Exception {
    receiver.slowMillis = 700;
    Notices killed = webhook(100);
    found(killed);
    killed.start(new StartupEvent());
    await().atMost(PATIENCE).until(() -> !receiver.posts().isEmpty());
    killed.stop(new ShutdownEvent());
    assertThat(count("delivered_at is null")).isOne();

    receiver.slowMillis = 0;
    webhook(100).start(new StartupEvent());
    awaitDelivered();
    assertThat(receiver.posts()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void after_many_attempts_it_is_given_up_and_the_finding_stays() {
    receiver.status = 410;
    Notices notices = webhook(3);
    found(notices);
    notices.start(new StartupEvent());
    await().atMost(PATIENCE).until(() -> count("given_up_at is not null") == 1);
    assertThat(receiver.posts()).hasSize(3);
  }

  @Test
  void a_mail_has_ids_and_nothing_of_a_card() {
    String to = "soc-" + tenant.alias() + "@house.example";
    Notices notices =
        notices(new TestNotices.Told(Optional.empty(), Optional.of(List.of(to))), 100);
    found(notices);
    notices.start(new StartupEvent());
    awaitDelivered();

    String inbox =
        RestAssured.given()
            .queryParam("to", to)
            .get(Stand.get().property("inbox.url") + "/api/messages")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(inbox).contains(finding.toString()).contains("high: cards-per-hour");
    assertThat(inbox).doesNotContain("somebody");
    assertThat(
            log.number(
                "select count(*) from outbox where tenant_id = ?" + " and data::text like '%@%'",
                tenant.id()))
        .isZero();
  }

  @Test
  void where_findings_must_not_go_is_refused_at_the_start() throws IOException {
    refused(URI.create("http://soc.example/hook"), secret, "must begin with https://");
    refused(URI.create("https://user:word@soc.example/"), secret, "must begin with https://");
    refused(URI.create("ftp://soc.example/"), secret, "must begin with https://");
    refused(receiver.url(), folder.resolve("nowhere"), "secret-file");
    refused(receiver.url(), Files.writeString(folder.resolve("short"), "short"), "32 bytes");
  }

  private void refused(URI url, Path file, String words) {
    Notices notices =
        notices(
            new TestNotices.Told(Optional.of(new TestNotices.Hook(url, file)), Optional.empty()),
            1);
    assertThatThrownBy(() -> notices.start(new StartupEvent()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(words);
  }
}
