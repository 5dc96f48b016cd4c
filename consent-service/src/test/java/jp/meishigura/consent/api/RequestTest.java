package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.consent.testing.House;
import jp.meishigura.consent.testing.Inbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestTest extends ServiceTest {

  private String address;
  private UUID card;

  @BeforeEach
  void prepare() {
    house.withPurpose();
    address = House.freshAddress();
    card = contacts.cardOf(address);
  }

  @Test
  void a_request_shows_its_mail_apart_from_what_was_answered() {
    String id =
        house
            .ask(card)
            .statusCode(201)
            .body("delivery.state", equalTo("queued"))
            .body("status", equalTo("ConsentRequested"))
            .body("purposeVersion", equalTo(1))
            .extract()
            .path("id");
    Inbox.first(address);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                house
                    .as("member")
                    .get("/v1/consent-requests/" + id)
                    .then()
                    .statusCode(200)
                    .body("delivery.state", equalTo("sent"))
                    .body("delivery.attempts", equalTo(1))
                    .body("delivery.endedAt", notNullValue())
                    .body("status", equalTo("ConsentRequested")));
    assertThat(contacts.questions(card))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.at("/body/purpose").asText()).isEqualTo(House.PURPOSE);
              assertThat(question.at("/body/channel").asText()).isEqualTo("email");
              assertThat(question.at("/body/request").asText()).isEqualTo(id);
              assertThat(question.at("/claims/aud/0").asText()).isEqualTo("contacts-service");
              assertThat(question.at("/claims/client_id").asText()).isEqualTo("consent-service");
              assertThat(question.at("/claims/organization").has(house.tenant().alias())).isTrue();
            });
  }

  @Test
  void an_unregistered_purpose_cannot_be_asked_for() {
    house
        .as("member")
        .body(House.request(card, "marketing"))
        .post("/v1/consent-requests")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:meishigura:problem:unknown-purpose"));
    assertThat(contacts.questions(card)).isEmpty();
  }

  @Test
  void only_mail_is_a_channel_and_everything_is_needed() {
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of("card", card, "purpose", House.PURPOSE, "channel", "fax"),
            Map.of("card", card, "purpose", House.PURPOSE),
            Map.of("card", "7", "purpose", House.PURPOSE, "channel", "email"),
            Map.of("purpose", House.PURPOSE, "channel", "email"))) {
      house.as("member").body(body).post("/v1/consent-requests").then().statusCode(400);
    }
    house.as("member").get("/v1/consent-requests").then().statusCode(400);
    house.as("member").get("/v1/consents").then().statusCode(400);
  }

  @Test
  void nobody_is_asked_twice_at_once() {
    String first = house.ask(card).statusCode(201).extract().path("id");
    house
        .ask(card)
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:consent-already-asked"))
        .body("request", equalTo(first));
    House.answer(Inbox.first(address).token(), "give").statusCode(303);
    house
        .ask(card)
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:consent-already-given"));
    assertThat(Inbox.to(address)).hasSize(1);
  }

  @Test
  void twenty_members_who_ask_at_once_send_one_mail() throws Exception {
    String token = house.token("member").sign();
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          () ->
              House.with(token)
                  .body(House.request(card, House.PURPOSE))
                  .post("/v1/consent-requests")
                  .statusCode());
    }
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> one : threads.invokeAll(all)) {
        answers.add(one.get());
      }
    }
    assertThat(answers).containsOnlyOnce(201).filteredOn(s -> s != 201).containsOnly(409);
    Inbox.first(address);
    assertThat(Inbox.to(address)).hasSize(1);
  }

  @Test
  void the_same_key_asks_once() {
    String member = house.token("member").sign();
    String key = UUID.randomUUID().toString();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(
          House.with(member)
              .header("Idempotency-Key", key)
              .body(House.request(card, House.PURPOSE))
              .post("/v1/consent-requests")
              .then()
              .statusCode(201)
              .extract()
              .path("id"));
    }
    assertThat(new HashSet<>(ids)).hasSize(1);
    House.with(member)
        .header("Idempotency-Key", key)
        .body(House.request(UUID.randomUUID(), House.PURPOSE))
        .post("/v1/consent-requests")
        .then()
        .statusCode(422);
  }

  @Test
  void after_a_refusal_one_may_ask_again_and_the_old_link_stays_spent() {
    String old = house.linkFor(card, address);
    House.answer(old, "refuse").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentRefused");
    house.ask(card).statusCode(201);
    String fresh = Inbox.nth(address, 2).token();
    House.look(old).statusCode(410);
    House.answer(old, "give").statusCode(410);
    assertThat(house.status(card)).isEqualTo("ConsentRequested");
    House.answer(fresh, "give").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentGiven");
    house
        .as("member")
        .queryParam("card", card)
        .get("/v1/consent-requests")
        .then()
        .body("items", hasSize(2))
        .body("items.status", contains("ConsentGiven", null));
  }

  @Test
  void a_cards_requests_come_in_pages_newest_first() {
    for (String code : List.of("a", "b", "c")) {
      house.register(House.purpose(code)).statusCode(201);
      house
          .as("member")
          .body(House.request(card, code))
          .post("/v1/consent-requests")
          .then()
          .statusCode(201);
    }
    String next =
        house
            .as("member")
            .queryParam("card", card)
            .get("/v1/consent-requests?limit=2")
            .then()
            .body("items.purpose", contains("c", "b"))
            .extract()
            .path("next");
    house
        .as("member")
        .queryParam("card", card)
        .queryParam("cursor", next)
        .get("/v1/consent-requests?limit=2")
        .then()
        .body("items.purpose", contains("a"))
        .body("next", nullValue());
  }

  @Test
  void another_tenant_sees_nothing_of_it_and_asks_for_itself() {
    String id = house.ask(card).statusCode(201).extract().path("id");
    House other = new House(issuer).withPurpose();
    other
        .as("member")
        .get("/v1/consent-requests/" + id)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-request"));
    other
        .as("member")
        .queryParam("card", card)
        .get("/v1/consent-requests")
        .then()
        .body("items", hasSize(0));
    assertThat(other.status(card)).isNull();
  }

  @Test
  void auditors_administrators_and_strangers_are_refused() {
    for (String role : List.of("auditor", "administrator")) {
      house
          .as(role)
          .body(House.request(card, House.PURPOSE))
          .post("/v1/consent-requests")
          .then()
          .statusCode(403);
      house.as(role).queryParam("card", card).get("/v1/consents").then().statusCode(403);
    }
    House.visitor("ja").queryParam("card", card).get("/v1/consents").then().statusCode(401);
    House.with(house.token("member").audience("contacts-service").sign())
        .queryParam("card", card)
        .get("/v1/consents")
        .then()
        .statusCode(401);
    House.with(house.token("member").acr("aal1").sign())
        .queryParam("card", card)
        .get("/v1/consents")
        .then()
        .statusCode(403);
  }
}
