package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jp.meishigura.consent.service.Postman;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Inbox;
import jp.meishigura.platform.testing.TestLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailTest extends ServiceTest {

  @Inject Postman postman;

  private String address;
  private UUID card;

  @BeforeEach
  void prepare() {
    house.withPurpose();
    address = House.freshAddress();
    card = contacts.cardOf(address);
  }

  private String ask() {
    return house.ask(card).statusCode(201).extract().path("id");
  }

  private JsonPath delivery(String request) {
    return house.as("member").get("/v1/consent-requests/" + request).jsonPath();
  }

  private void awaitState(String request, String state, String reason) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              JsonPath now = delivery(request);
              assertThat(now.getString("delivery.state")).isEqualTo(state);
              assertThat(now.getString("delivery.reason")).isEqualTo(reason);
            });
  }

  @Test
  void the_mail_speaks_both_languages_as_text_and_as_html() {
    ask();
    Inbox.Mail mail = Inbox.first(address);
    assertThat(mail.subject()).contains("【青空商事株式会社】", "お願い", "business card");
    assertThat(mail.from()).contains("no-reply@meishigura.example");
    String link = "http://127.0.0.1:8402/consent/" + mail.token();
    for (String part : List.of(mail.text(), mail.html())) {
      assertThat(part)
          .contains("青空商事株式会社", "商談後のご連絡", "同意しない", "お返事の期限")
          .contains("Aozora Trading Co., Ltd.", "Follow-up after a meeting", "answer by")
          .contains(link);
    }
    assertThat(mail.html()).doesNotContain("<img", "<script", "src=");
  }

  @Test
  void sixty_mails_arrive_each_at_the_first_attempt() {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      UUID one = contacts.cardOf(House.freshAddress());
      requests.add(house.ask(one).statusCode(201).extract().path("id"));
    }
    for (String request : requests) {
      awaitState(request, "sent", null);
      assertThat(delivery(request).getInt("delivery.attempts")).isEqualTo(1);
    }
  }

  @Test
  void every_mail_has_a_token_of_its_own() {
    ask();
    String other = House.freshAddress();
    house.ask(contacts.cardOf(other)).statusCode(201);
    assertThat(Inbox.first(address).token()).isNotEqualTo(Inbox.first(other).token());
  }

  @Test
  void a_card_without_an_address_and_an_unknown_card_fail_for_good_and_say_why() {
    for (var expected : List.of(List.of(409, "no-such-channel"), List.of(404, "no-such-card"))) {
      UUID other = contacts.cardThatAnswers((Integer) expected.get(0));
      String request = house.ask(other).statusCode(201).extract().path("id");
      awaitState(request, "failed", (String) expected.get(1));
      assertThat(delivery(request).getString("delivery.detail")).isNotBlank();
      assertThat(delivery(request).getInt("delivery.attempts")).isEqualTo(1);
      assertThat(delivery(request).getString("status")).isEqualTo("ConsentRequested");
      // It can be asked for again at once, with a mended card.
      house.ask(other).statusCode(201);
    }
  }

  @Test
  void an_address_that_would_reach_others_is_not_used() {
    String victim = House.freshAddress();
    UUID forged = contacts.cardOf(address + "\r\nBcc: " + victim);
    String request = house.ask(forged).statusCode(201).extract().path("id");
    awaitState(request, "failed", "address-unusable");
    assertThat(Inbox.to(victim)).isEmpty();
    assertThat(Inbox.to(address)).isEmpty();
  }

  @Test
  void a_mail_waits_for_contacts_service_and_is_sent_when_it_is_back() {
    contacts.down(true);
    String request = ask();
    awaitState(request, "queued", "contacts-unavailable");
    assertThat(Inbox.to(address)).isEmpty();
    contacts.down(false);
    awaitState(request, "sent", null);
    assertThat(Inbox.to(address)).hasSize(1);
    assertThat(delivery(request).getInt("delivery.attempts")).isGreaterThan(1);
  }

  @Test
  void a_mail_waits_for_the_mail_server_and_is_sent_when_it_is_back() {
    smtp.cut();
    String request = ask();
    awaitState(request, "queued", "mail-server-unavailable");
    assertThat(delivery(request).getString("status")).isEqualTo("ConsentRequested");
    smtp.mend();
    awaitState(request, "sent", null);
    assertThat(Inbox.to(address)).hasSize(1);
    House.answer(Inbox.first(address).token(), "give").statusCode(303);
  }

  @Test
  void a_recipient_that_the_mail_server_refuses_is_given_up_and_not_named_in_the_log() {
    smtp.refuse();
    String request = ask();
    awaitState(request, "failed", "mail-refused");
    assertThat(TestLog.text()).contains(request).doesNotContain(address);
  }

  @Test
  void many_workers_send_each_mail_once() throws Exception {
    smtp.cut();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String one = House.freshAddress();
      addresses.add(one);
      house.ask(contacts.cardOf(one)).statusCode(201);
    }
    smtp.mend();
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      workers.add(
          () -> {
            for (int round = 0; round < 20; round++) {
              postman.deliverNext();
            }
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      threads.invokeAll(workers);
    }
    for (String one : addresses) {
      Inbox.first(one);
    }
    assertThat(addresses).allSatisfy(one -> assertThat(Inbox.to(one)).hasSize(1));
  }

  @Test
  void a_mail_that_another_worker_holds_does_not_stop_the_others() throws Exception {
    contacts.down(true);
    String held = ask();
    awaitState(held, "queued", "contacts-unavailable");
    try (Connection other = database.asAdmin();
        PreparedStatement hold =
            other.prepareStatement("select 1 from deliveries where request = ?::uuid for update")) {
      other.setAutoCommit(false);
      hold.setString(1, held);
      hold.executeQuery();
      contacts.down(false);
      String second = House.freshAddress();
      house.ask(contacts.cardOf(second)).statusCode(201);
      Inbox.first(second);
      assertThat(Inbox.to(address)).isEmpty();
      other.rollback();
    }
    Inbox.first(address);
  }

  @Test
  void a_worker_that_died_leaves_its_mail_to_another_one() throws Exception {
    contacts.down(true);
    String request = ask();
    awaitState(request, "queued", "contacts-unavailable");
    try (Connection admin = database.asAdmin();
        PreparedStatement die =
            admin.prepareStatement(
                "update deliveries set state = 'sending', attempts = attempts + 1,"
                    + " due_at = now() + interval '2 seconds' where request = ?::uuid")) {
      die.setString(1, request);
      assertThat(die.executeUpdate()).isEqualTo(1);
    }
    contacts.down(false);
    assertThat(Inbox.to(address)).isEmpty();
    awaitState(request, "sent", null);
    assertThat(Inbox.to(address)).hasSize(1);
  }
}
