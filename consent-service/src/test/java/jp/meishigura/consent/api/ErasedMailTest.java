package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import jp.meishigura.consent.service.Postman;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erasure that meets a mail: waiting, claimed, half sent, or just taken by the mail server. */
@QuarkusTest
class ErasedMailTest extends ServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CANCELLED = "failed subject-erased";

  @Inject Postman postman;

  private String address;
  private UUID card;

  @BeforeEach
  void prepare() {
    house.withPurpose();
    address = House.freshAddress();
    card = contacts.cardOf(address);
  }

  private void erase() {
    gateway.erase(house.tenant(), card);
  }

  /** A mail that is due later than the erased one leaves, and then nothing is due any more. */
  private void everythingDueWasTried() {
    String other = House.freshAddress();
    house.ask(contacts.cardOf(other)).statusCode(201);
    Inbox.first(other);
    await().atMost(PATIENCE).until(() -> !postman.deliverNext());
  }

  private JsonNode lastAttempt() {
    await().atMost(PATIENCE).until(() -> !rows.records(card, "consent.mail").isEmpty());
    return rows.records(card, "consent.mail").getLast();
  }

  @Test
  void a_mail_that_waits_is_never_sent() {
    contacts.down(true);
    String request = house.ask(card).statusCode(201).extract().path("id");
    await().atMost(PATIENCE).until(() -> rows.mails(card).contains("queued contacts-unavailable"));

    erase();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    int questions = contacts.questions(card).size();
    contacts.down(false);
    everythingDueWasTried();

    assertThat(Inbox.to(address)).isEmpty();
    assertThat(contacts.questions(card)).hasSize(questions);
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    assertThat(rows.links(card)).isZero();
    assertThat(rows.records(card, "consent.erase"))
        .singleElement()
        .satisfies(record -> assertThat(record.at("/details/mails").asInt()).isEqualTo(1));
    house
        .as("privacy-officer")
        .get("/v1/consent-requests/" + request)
        .then()
        .body("delivery.state", equalTo("failed"))
        .body("delivery.reason", equalTo("subject-erased"))
        .body("delivery.detail", containsString("erased"));
  }

  @Test
  void a_mail_that_is_being_written_is_not_sent_and_not_queued_again() {
    contacts.think();
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> contacts.questions(card).size() == 1);

    erase();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    contacts.answer();

    JsonNode attempt = lastAttempt();
    assertThat(attempt.path("decision").asText()).isEqualTo("failed");
    assertThat(attempt.path("reason").asText()).isEqualTo("subject-erased");
    assertThat(attempt.at("/details/final").asBoolean()).isTrue();
    assertThat(attempt.at("/details/cancelled").asBoolean()).isTrue();
    everythingDueWasTried();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    assertThat(rows.links(card)).isZero();
    assertThat(Inbox.to(address)).isEmpty();
  }

  @Test
  void an_attempt_that_fails_after_the_erasure_is_not_queued_again() {
    contacts.think();
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> contacts.questions(card).size() == 1);

    erase();
    contacts.down(true);
    contacts.answer();

    JsonNode attempt = lastAttempt();
    assertThat(attempt.path("reason").asText()).isEqualTo("contacts-unavailable");
    assertThat(attempt.at("/details/final").asBoolean()).as("no other follows").isTrue();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    contacts.down(false);
    everythingDueWasTried();
    assertThat(contacts.questions(card)).hasSize(1);
    assertThat(Inbox.to(address)).isEmpty();
  }

  @Test
  void a_mail_that_had_just_gone_out_is_on_record_and_its_link_is_dead() {
    smtp.hold();
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> rows.links(card) == 1);

    erase();
    smtp.mend();

    String token = Inbox.first(address).token();
    House.look(token).statusCode(410).body(containsString("消去されています"));
    House.answer(token, "give").statusCode(410);
    JsonNode attempt = lastAttempt();
    assertThat(attempt.path("decision").asText()).isEqualTo("allowed");
    assertThat(attempt.at("/details/cancelled").asBoolean()).isTrue();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    assertThat(rows.records(card, "consent.erase"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.at("/details/mails").asInt()).isEqualTo(1);
              assertThat(record.at("/details/links").asInt()).isEqualTo(1);
            });
    everythingDueWasTried();
    assertThat(Inbox.to(address)).hasSize(1);
  }

  @Test
  void a_mail_that_another_instance_claims_at_that_moment_is_cancelled() throws Exception {
    contacts.down(true);
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> rows.mails(card).contains("queued contacts-unavailable"));
    try (Connection other = database.asAdmin();
        PreparedStatement claim =
            other.prepareStatement(
                "update deliveries set state = 'sending', attempts = attempts + 1, fault = null,"
                    + " due_at = now() + interval '1 second' where tenant_id = ?")) {
      other.setAutoCommit(false);
      claim.setObject(1, house.tenant().id());
      assertThat(claim.executeUpdate()).isEqualTo(1);
      gateway.tell(house.tenant(), card);
      await().atMost(PATIENCE).until(() -> rows.waiting() == 1);
      other.commit();
    }
    gateway.awaitErased(house.tenant(), card);
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    contacts.down(false);
    everythingDueWasTried();
    assertThat(Inbox.to(address)).isEmpty();
  }

  @Test
  void a_mail_whose_worker_has_died_is_not_taken_over_after_the_erasure() throws Exception {
    contacts.down(true);
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> rows.mails(card).contains("queued contacts-unavailable"));
    try (Connection admin = database.asAdmin();
        PreparedStatement die =
            admin.prepareStatement(
                "update deliveries set state = 'sending', attempts = attempts + 1, fault = null,"
                    + " due_at = now() + interval '1 hour' where tenant_id = ?");
        PreparedStatement end =
            admin.prepareStatement("update deliveries set due_at = now() where tenant_id = ?")) {
      die.setObject(1, house.tenant().id());
      assertThat(die.executeUpdate()).isEqualTo(1);
      erase();
      end.setObject(1, house.tenant().id());
      assertThat(end.executeUpdate()).isEqualTo(1);
    }
    contacts.down(false);
    everythingDueWasTried();
    assertThat(rows.mails(card)).containsExactly(CANCELLED);
    assertThat(Inbox.to(address)).isEmpty();
  }
}
