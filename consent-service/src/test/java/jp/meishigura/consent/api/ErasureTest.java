package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Headers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.consent.testing.GatewayPeer;
import jp.meishigura.consent.testing.House;
import jp.meishigura.platform.follow.Followers;
import jp.meishigura.platform.tombstone.Tombstone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an erased person's links, requests and record. */
@QuarkusTest
class ErasureTest extends ServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ERASED = "urn:meishigura:problem:subject-erased";
  private static final String PAGE = "名刺の情報は消去されています";

  @Inject Followers followers;

  private String address;
  private UUID card;

  @BeforeEach
  void prepare() {
    house.withPurpose();
    address = House.freshAddress();
    card = contacts.cardOf(address);
  }

  private Tombstone erase() {
    return gateway.erase(house.tenant(), card);
  }

  /** Waits until everything that was told so far has been applied again from the beginning. */
  private void readAgain() throws InterruptedException {
    followers.readAgain();
    await().atMost(PATIENCE).until(() -> followers.pending().isEmpty());
  }

  private static void isDead(String token) {
    House.look(token)
        .statusCode(410)
        .contentType("text/html; charset=UTF-8")
        .body(containsString(PAGE))
        .body(not(containsString("<form")))
        .body(not(containsString("青空商事")))
        .body(not(containsString("商談後")));
    House.visitor("ja").head("/consent/" + token).then().statusCode(410);
  }

  /** Without what is another one each time. */
  private static Map<String, String> comparable(Headers headers) {
    Map<String, String> all = new TreeMap<>();
    headers.forEach(header -> all.put(header.getName(), header.getValue()));
    all.keySet().removeIf(Set.of("content-length", "X-Correlation-Id")::contains);
    assertThat(all).containsKeys("Content-Security-Policy", "Referrer-Policy", "X-Robots-Tag");
    return all;
  }

  @Test
  void an_erased_person_is_asked_nothing_even_if_the_erasure_came_before_every_request() {
    erase();

    for (String role : List.of("member", "privacy-officer", "integrator")) {
      house
          .as(role)
          .body(House.request(card, House.PURPOSE))
          .post("/v1/consent-requests")
          .then()
          .statusCode(409)
          .contentType("application/problem+json")
          .body("type", equalTo(ERASED))
          .body("subjects", contains(card.toString()));
    }

    assertThat(rows.said(card)).isEmpty();
    assertThat(rows.mails(card)).isEmpty();
    assertThat(contacts.questions(card)).isEmpty();
    assertThat(rows.records(card, "consent.request"))
        .hasSize(3)
        .allSatisfy(
            record -> {
              assertThat(record.path("decision").asText()).isEqualTo("refused");
              assertThat(record.path("reason").asText()).isEqualTo("subject-erased");
            });
    assertThat(rows.records(card, "consent.erase")).as("nothing was under way").isEmpty();
  }

  @Test
  void a_request_that_is_sent_again_after_the_erasure_gets_nothing_of_the_first_one() {
    String key = UUID.randomUUID().toString();
    String member = house.token("member").sign();
    for (int status : List.of(201, 410)) {
      House.with(member)
          .header("Idempotency-Key", key)
          .body(House.request(card, House.PURPOSE))
          .post("/v1/consent-requests")
          .then()
          .statusCode(status)
          .body("delivery", status == 201 ? not(nullValue()) : nullValue());
      erase();
    }
    assertThat(rows.said(card)).containsExactly("ConsentRequested");
  }

  @Test
  void a_link_of_an_erased_card_is_dead_whatever_was_said_through_it() {
    for (String answers : List.of("", "give", "refuse", "give withdraw")) {
      String to = House.freshAddress();
      card = contacts.cardOf(to);
      String token = house.linkFor(card, to);
      List<String> words = answers.isEmpty() ? List.of() : List.of(answers.split(" ", -1));
      words.forEach(word -> House.answer(token, word).statusCode(303));
      List<String> said = rows.said(card);
      assertThat(said).hasSize(1 + words.size());

      erase();

      isDead(token);
      for (String word : List.of("give", "refuse", "withdraw")) {
        House.answer(token, word)
            .statusCode(410)
            .body(containsString(PAGE))
            .body(not(containsString("<form")));
        JsonNode record = rows.records(card, "consent." + word).getLast();
        assertThat(record.path("decision").asText()).isEqualTo("refused");
        assertThat(record.path("reason").asText()).isEqualTo("subject-erased");
      }
      isDead(token);
      assertThat(rows.records(card, "consent.page").getLast().at("/details/view").asText())
          .isEqualTo("ERASED");
      assertThat(rows.said(card)).isEqualTo(said);
    }
  }

  @Test
  void an_older_or_expired_link_of_an_erased_card_is_just_as_dead() throws SQLException {
    String older = house.linkFor(card, address);
    House.answer(older, "refuse").statusCode(303);
    house.ask(card).statusCode(201);
    await().atMost(PATIENCE).until(() -> rows.links(card) == 2);
    try (Connection admin = database.asAdmin();
        PreparedStatement expire =
            admin.prepareStatement(
                "update links set expires_at = now() - interval '1 day' where tenant_id = ?")) {
      expire.setObject(1, house.tenant().id());
      expire.executeUpdate();
    }
    erase();
    isDead(older);
    House.answer(older, "refuse").statusCode(410).body(containsString(PAGE));
  }

  @Test
  void the_page_speaks_both_languages_and_looks_to_a_browser_like_that_of_an_unknown_link() {
    String token = house.linkFor(card, address);
    erase();
    House.visitor("en")
        .get("/consent/" + token)
        .then()
        .statusCode(410)
        .body(containsString("The data on this card were erased"))
        .body(containsString("You need not do anything"))
        .body(not(containsString("Aozora")));
    Headers dead = House.look(token).extract().headers();
    Headers unknown = House.look("A".repeat(43)).statusCode(404).extract().headers();
    assertThat(comparable(dead)).isEqualTo(comparable(unknown));
    House.answer("A".repeat(43), "give")
        .statusCode(404)
        .body(containsString("このリンクは確認できません"))
        .body(not(containsString(PAGE)));
  }

  @Test
  void members_are_shown_nothing_of_an_erased_persons_record_any_more() {
    String token = house.linkFor(card, address);
    House.answer(token, "give").statusCode(303);
    String request =
        house
            .as("member")
            .queryParam("card", card)
            .get("/v1/consent-requests")
            .then()
            .body("items.status", contains("ConsentGiven"))
            .extract()
            .path("items[0].id");

    erase();

    for (String role : List.of("member", "integrator")) {
      for (String path :
          List.of(
              "/v1/consents?card=" + card,
              "/v1/consent-requests?card=" + card,
              "/v1/consent-requests/" + request)) {
        house
            .as(role)
            .get(path)
            .then()
            .statusCode(410)
            .body("type", equalTo(ERASED))
            .body("subjects", contains(card.toString()))
            .body("items", nullValue())
            .body("status", equalTo(410));
      }
    }
    assertThat(rows.records(card, "consent.read"))
        .filteredOn(record -> record.path("reason").asText().equals("subject-erased"))
        .hasSize(4);
  }

  @Test
  void what_was_said_is_kept_as_proof_which_a_privacy_officer_reads() {
    String token = house.linkFor(card, address);
    House.answer(token, "give").statusCode(303);

    erase();

    assertThat(rows.said(card)).containsExactly("ConsentRequested", "ConsentGiven");
    house
        .as("privacy-officer")
        .queryParam("card", card)
        .get("/v1/consents")
        .then()
        .statusCode(200)
        .body("erasedAt", equalTo(GatewayPeer.DESTROYED_AT.toString()))
        .body("items.status", contains("ConsentGiven"))
        .body("items.permitsProcessing", contains(false));
    String request =
        house
            .as("privacy-officer")
            .queryParam("card", card)
            .get("/v1/consent-requests")
            .then()
            .statusCode(200)
            .body("items.status", contains("ConsentGiven"))
            .body("items.erasedAt", contains(GatewayPeer.DESTROYED_AT.toString()))
            .extract()
            .path("items[0].id");
    house
        .as("privacy-officer")
        .get("/v1/consent-requests/" + request)
        .then()
        .statusCode(200)
        .body("erasedAt", equalTo(GatewayPeer.DESTROYED_AT.toString()));
    // Of the living nothing of the kind is told.
    UUID other = contacts.cardOf(House.freshAddress());
    house.ask(other).statusCode(201).body("$", not(hasKey("erasedAt")));
  }

  @Test
  void what_was_ended_is_on_record_once_however_often_it_is_told() throws Exception {
    house.linkFor(card, address);
    UUID untouched = contacts.cardOf(House.freshAddress());

    Tombstone tombstone = erase();
    gateway.send(tombstone);
    gateway.tell(house.tenant(), untouched);
    gateway.awaitErased(house.tenant(), untouched);
    readAgain();

    assertThat(rows.records(card, "consent.erase"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.path("decision").asText()).isEqualTo("allowed");
              assertThat(record.at("/actor/kind").asText()).isEqualTo("system");
              assertThat(record.at("/details/order").asText())
                  .isEqualTo(tombstone.order().toString());
              assertThat(record.at("/details/mails").asInt(-1)).isZero();
              assertThat(record.at("/details/links").asInt(-1)).isEqualTo(1);
            });
    assertThat(rows.records(untouched, "consent.erase")).isEmpty();
  }

  @Test
  void another_houses_tombstone_ends_nothing_here() {
    String token = house.linkFor(card, address);
    House other = new House(issuer);

    gateway.erase(other.tenant(), card);

    House.look(token).statusCode(200).body(containsString(">同意する<"));
    House.answer(token, "give").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentGiven");
    other.withPurpose().ask(card).statusCode(409).body("type", equalTo(ERASED));
    house
        .as("privacy-officer")
        .queryParam("card", card)
        .get("/v1/consents")
        .then()
        .body("items", hasSize(1))
        .body("erasedAt", nullValue());
  }

  @Test
  void an_answer_before_the_erasure_counts_and_one_after_it_does_not() throws Exception {
    for (boolean answerFirst : List.of(true, false)) {
      String to = House.freshAddress();
      card = contacts.cardOf(to);
      String token = house.linkFor(card, to);
      int status = race(answerFirst, () -> House.answer(token, "give").extract().statusCode());
      assertThat(status).isEqualTo(answerFirst ? 303 : 410);
      assertThat(rows.said(card))
          .containsExactlyElementsOf(
              answerFirst
                  ? List.of("ConsentRequested", "ConsentGiven")
                  : List.of("ConsentRequested"));
      isDead(token);
    }
  }

  @Test
  void a_request_before_the_erasure_is_ended_by_it_and_one_after_it_is_refused() throws Exception {
    contacts.down(true);
    for (boolean askFirst : List.of(true, false)) {
      card = contacts.cardOf(address);
      String member = house.token("privacy-officer").sign();
      int status =
          race(
              askFirst,
              () ->
                  House.with(member)
                      .body(House.request(card, House.PURPOSE))
                      .post("/v1/consent-requests")
                      .statusCode());
      assertThat(status).isEqualTo(askFirst ? 201 : 409);
      assertThat(rows.mails(card))
          .containsExactlyElementsOf(askFirst ? List.of("failed subject-erased") : List.of());
      assertThat(rows.records(card, "consent.erase")).hasSize(askFirst ? 1 : 0);
    }
  }

  /**
   * Holds the card's lock until both wait for it, in this order: PostgreSQL serves them in turn.
   */
  private int race(boolean requestFirst, Callable<Integer> request) throws Exception {
    try (Connection admin = database.asAdmin();
        PreparedStatement lock =
            admin.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))");
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      admin.setAutoCommit(false);
      lock.setString(1, house.tenant().id() + "/" + card);
      lock.execute();
      Future<Integer> status = null;
      if (requestFirst) {
        status = threads.submit(request);
        await().atMost(PATIENCE).until(() -> rows.waiting() == 1);
      }
      gateway.tell(house.tenant(), card);
      await().atMost(PATIENCE).until(() -> rows.waiting() == (requestFirst ? 2 : 1));
      if (status == null) {
        status = threads.submit(request);
        await().atMost(PATIENCE).until(() -> rows.waiting() == 2);
      }
      admin.rollback();
      int answered = status.get();
      gateway.awaitErased(house.tenant(), card);
      return answered;
    }
  }
}
