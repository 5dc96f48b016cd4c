package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.FIELDS;
import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock and the purpose, from outside. */
@QuarkusTest
class GateWallsTest extends ContactsTest {

  @Test
  void a_locked_card_cannot_be_revealed_and_the_refusal_says_what_would_unlock_it() {
    UUID card = house.withPurpose().create(House.sato());

    house
        .reveal(card, PURPOSE, "phone")
        .statusCode(423)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:locked"))
        .body("unlock", notNullValue())
        .body("consent.size()", equalTo(0))
        .body("values", nullValue());
    JsonNode record = house.lastRecord("card.reveal");
    assertThat(record.path("decision").asText()).isEqualTo("refused");
    assertThat(record.path("reason").asText()).isEqualTo("locked");
    assertThat(record.path("purpose").asText()).isEqualTo(PURPOSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ConsentRequested", "ConsentRefused", "ConsentWithdrawn", "ConsentUnheardOf"})
  void only_given_consent_unlocks(String status) {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house.reveal(card, PURPOSE, "phone").statusCode(200);

    house.consent(card, PURPOSE, status, 2, FIELDS, null);
    house.awaitState(card, PURPOSE, status.equals("ConsentUnheardOf") ? "NotAsked" : status);

    house.reveal(card, PURPOSE, "phone").statusCode(423);
    house
        .view(card, PURPOSE)
        .statusCode(200)
        .body("state", equalTo("locked"))
        .body("values", nullValue())
        .body("name", equalTo("佐○ ○○"));
  }

  @Test
  void consent_that_has_run_out_unlocks_nothing() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven", 1, FIELDS, Instant.now().minusSeconds(1));
    house.awaitState(card, PURPOSE, "ConsentGiven");
    house.reveal(card, PURPOSE, "phone").statusCode(423);
    house
        .search(Map.of("purpose", PURPOSE, "email", "taro.sato@aozora.example"))
        .statusCode(200)
        .body("items.size()", equalTo(0));
    house
        .search(Map.of("purpose", PURPOSE, "name", "佐藤"))
        .statusCode(200)
        .body("items.size()", equalTo(0));
  }

  @Test
  void without_a_purpose_nothing_is_revealed() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house
        .reveal(card, null, "phone")
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:purpose-required"));
    house.view(card, null).statusCode(200).body("state", equalTo("locked"));
    house
        .search(Map.of("phone", "0301234567"))
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:purpose-required"));
    house
        .member()
        .queryParam("order", "reading")
        .get("/v1/cards")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:purpose-required"));
    assertThat(house.lastRecord("card.reveal").path("reason").asText())
        .isEqualTo("purpose-required");
  }

  @Test
  void what_a_person_said_is_told_in_the_order_of_purposes() {
    UUID card = house.withPurpose().create(House.sato());
    for (String purpose : List.of("zero-party-data", PURPOSE, "annual-report")) {
      house.consent(card, purpose, "ConsentGiven");
    }

    house
        .view(card, PURPOSE)
        .statusCode(200)
        .body("state", equalTo("open"))
        .body("consent.purpose", equalTo(List.of("annual-report", PURPOSE, "zero-party-data")));
  }

  @Test
  void consent_to_one_purpose_opens_no_other() {
    UUID card = house.withPurpose().withPurpose("newsletter", FIELDS).create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house.reveal(card, "newsletter", "phone").statusCode(423);
    house.view(card, "newsletter").body("state", equalTo("locked"));
    house
        .search(Map.of("purpose", "newsletter", "phone", "0301234567"))
        .body("items.size()", equalTo(0));
    house.search(Map.of("purpose", "newsletter", "name", "佐藤")).body("items.size()", equalTo(0));
    house
        .member()
        .queryParam("purpose", "newsletter")
        .get("/v1/cards")
        .then()
        .body("items.size()", equalTo(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unheard-of", "Robert'); drop table cards;--", "佐藤太郎", "\0"})
  void a_purpose_that_nobody_registered_is_refused(String purpose) {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house
        .reveal(card, purpose, "phone")
        .statusCode(422)
        .body("type", equalTo("urn:meishigura:problem:unknown-purpose"));
    house.view(card, purpose).statusCode(422);
    house.member().queryParam("purpose", purpose).get("/v1/cards").then().statusCode(422);
    house.search(Map.of("purpose", purpose, "name", "佐藤")).statusCode(422);
    assertThat(house.lastRecord("card.reveal").path("reason").asText())
        .isEqualTo("unknown-purpose");
    assertThat(house.lastRecord("card.reveal").toString()).doesNotContain("佐藤", "Robert");
  }

  @Test
  void a_field_that_the_purpose_does_not_name_stays_sealed() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house
        .reveal(card, PURPOSE, "phone", "address")
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:field-not-in-purpose"));
    house.reveal(card, PURPOSE, "note").statusCode(403);
    house.reveal(card, PURPOSE, "original").statusCode(403);
    house
        .reveal(card, PURPOSE, "passport")
        .statusCode(400)
        .body("type", equalTo("urn:meishigura:problem:unknown-field"));
    house.reveal(card, PURPOSE).statusCode(400);
  }

  @Test
  void what_the_person_was_not_asked_about_stays_sealed() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven", 1, List.of("name", "email"), null);
    house.awaitState(card, PURPOSE, "ConsentGiven");
    house.reveal(card, PURPOSE, "email").statusCode(200);
    house.reveal(card, PURPOSE, "phone").statusCode(403);
  }

  @Test
  void a_withdrawal_locks_the_card_everywhere_at_once() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house.search(Map.of("purpose", PURPOSE, "name", "さとう")).body("items.size()", equalTo(1));

    house.consent(card, PURPOSE, "ConsentWithdrawn");

    house
        .reveal(card, PURPOSE, "phone")
        .statusCode(423)
        .body("consent[0].status", equalTo("ConsentWithdrawn"));
    house.search(Map.of("purpose", PURPOSE, "name", "さとう")).body("items.size()", equalTo(0));
    house
        .search(Map.of("purpose", PURPOSE, "phone", "03-0123-4567"))
        .body("items.size()", equalTo(0));
    house
        .member()
        .queryParam("purpose", PURPOSE)
        .get("/v1/cards")
        .then()
        .body("items.size()", equalTo(0));
    house
        .member()
        .queryParam("purpose", PURPOSE)
        .queryParam("order", "created")
        .get("/v1/cards")
        .then()
        .body("items.size()", equalTo(0));
  }

  @Test
  void only_consent_service_learns_where_to_send_a_request() {
    UUID card = house.create(House.sato());
    Map<String, Object> asked =
        Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID());
    String path = "/v1/cards/" + card + "/recipient";

    house
        .as("service")
        .body(asked)
        .post(path)
        .then()
        .statusCode(200)
        .body("address", equalTo("Taro.Sato@aozora.example"));
    assertThat(house.lastRecord("card.recipient").path("decision").asText()).isEqualTo("allowed");
    String audit =
        issuer
            .client(house.tenant(), "audit-service", "service")
            .audience("contacts-service")
            .sign();
    House.with(audit).body(asked).post(path).then().statusCode(403);
    assertThat(house.lastRecord("card.recipient").path("reason").asText())
        .isEqualTo("not-for-this-client");
    for (String role : List.of("member", "integrator", "privacy-officer", "administrator")) {
      house.as(role).body(asked).post(path).then().statusCode(403);
    }
    // Whoever calls itself consent-service needs the role as well.
    String impostor =
        issuer
            .client(house.tenant(), "consent-service", "integrator")
            .audience("contacts-service")
            .sign();
    House.with(impostor).body(asked).post(path).then().statusCode(403);
  }

  @Test
  void a_card_without_an_address_has_no_such_channel() {
    UUID card = house.create(Map.of("company", "青空商事"));
    Map<String, Object> asked =
        Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID());
    house
        .as("service")
        .body(asked)
        .post("/v1/cards/" + card + "/recipient")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:no-such-channel"));
    house
        .as("service")
        .body(asked)
        .post("/v1/cards/" + UUID.randomUUID() + "/recipient")
        .then()
        .statusCode(404);
  }
}
