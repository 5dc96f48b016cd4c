package jp.meishigura.contacts.keys;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;

/** Keys that cannot be had: 503, and never anything in the clear. */
@QuarkusTest
class GatewayAwayTest extends ContactsTest {

  @Inject KeySweeper sweeper;
  @Inject SubjectKeyCache cache;

  @Test
  void without_keys_nothing_opens_and_nothing_is_stored() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    sweeper.forgetAll();
    gateway.suspend();
    try {
      assertUnavailable(house.member().get("/v1/cards/" + card));
      assertUnavailable(house.member().get("/v1/cards"));
      assertUnavailable(
          house
              .member()
              .body(Map.of("purpose", PURPOSE, "fields", List.of("phone")))
              .post("/v1/cards/" + card + "/reveal"));
      assertThat(house.lastRecord("card.reveal").path("decision").asText()).isEqualTo("failed");
      assertThat(house.lastRecord("card.reveal").path("reason").asText())
          .isEqualTo("keys-unavailable");
      assertUnavailable(house.member().body(House.sato()).post("/v1/cards"));
      assertUnavailable(
          house
              .as("integrator")
              .contentType("text/csv")
              .body("会社名,氏名\n青空,山田 花子\n")
              .post("/v1/imports"));
      assertThat(house.count("cards", "true")).isEqualTo(1);
    } finally {
      gateway.resume();
    }
    house
        .reveal(card, PURPOSE, "phone")
        .statusCode(200)
        .body("values.text", equalTo(List.of("03-0123-4567", "090-0000-1234")));
  }

  @Test
  void cards_in_use_open_and_new_ones_are_sealed_while_the_gateway_is_away_for_a_moment() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    // The pool fills itself behind the request that emptied it.
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(house.create(House.sato())).isNotNull());
    gateway.suspend();
    try {
      house.reveal(card, PURPOSE, "phone").statusCode(200);
      UUID fresh = house.create(House.sato());
      house.view(fresh, null).statusCode(200).body("name", equalTo("佐○ ○○"));
    } finally {
      gateway.resume();
    }
  }

  @Test
  void keys_leave_the_memory_and_are_asked_for_again() {
    UUID card = house.create(House.sato());
    assertThat(cache.count()).isPositive();
    sweeper.forgetAll();
    assertThat(cache.count()).isZero();
    house.view(card, null).statusCode(200);
    assertThat(cache.count()).isEqualTo(1);
  }

  private static void assertUnavailable(Response response) {
    response
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", notNullValue())
        .body("type", equalTo("urn:meishigura:problem:keys-unavailable"));
    assertThat(response.asString()).doesNotContain("佐", "4567", "aozora.example");
  }
}
