package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.testing.TestToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and how far. */
@QuarkusTest
class DoorTest extends ContactsTest {

  @Test
  void every_endpoint_wants_a_token() {
    UUID id = UUID.randomUUID();
    for (RequestSpecification nobody :
        List.of(RestAssured.given(), House.with("x.y.z"), House.with(""))) {
      nobody.contentType("application/json");
      nobody.get("/v1/cards").then().statusCode(401).contentType("application/problem+json");
      nobody.get("/v1/cards/" + id).then().statusCode(401);
      nobody.get("/v1/imports/" + id).then().statusCode(401);
      nobody.body("{}").post("/v1/cards").then().statusCode(401);
      nobody.body("{}").post("/v1/cards/search").then().statusCode(401);
      nobody.body("{}").post("/v1/cards/" + id + "/reveal").then().statusCode(401);
      nobody.body("{}").post("/v1/cards/" + id + "/recipient").then().statusCode(401);
      nobody.body("{}").put("/v1/cards/" + id).then().statusCode(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consent-service", "audit-service", "crypto-gateway", "account"})
  void a_token_for_another_audience_opens_nothing(String audience) {
    String token = house.token("member").audience(audience).sign();
    House.with(token).get("/v1/cards").then().statusCode(401);
  }

  @Test
  void a_person_with_one_factor_is_told_to_step_up() {
    House.with(house.token("member").acr("aal1").sign())
        .get("/v1/cards")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:second-factor-needed"));
    House.with(house.token("member").without("acr").sign()).get("/v1/cards").then().statusCode(403);
    assertThat(house.lastRecord("access.refused").path("reason").asText())
        .isEqualTo("second-factor-needed");
  }

  @Test
  void a_token_names_exactly_one_organization() {
    House.with(house.token("member").without("organization").sign())
        .get("/v1/cards")
        .then()
        .statusCode(403);
    TestToken two = house.token("member").organizations(house.tenant(), TestTenants.fresh());
    House.with(two.sign())
        .get("/v1/cards")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:several-organizations"));
  }

  @Test
  void tokens_that_are_forged_unsigned_or_old_open_nothing() {
    TestToken good = house.token("member");
    House.with(issuer.forged(good)).get("/v1/cards").then().statusCode(401);
    House.with(issuer.unsigned(good)).get("/v1/cards").then().statusCode(401);
    House.with(house.token("member").expired().sign()).get("/v1/cards").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"administrator", "auditor", "service", "offline_access"})
  void roles_that_do_not_work_with_cards_see_none(String role) {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house
        .as(role)
        .get("/v1/cards")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:role-missing"));
    house.as(role).get("/v1/cards/" + card).then().statusCode(403);
    house
        .as(role)
        .body(Map.of("purpose", PURPOSE, "fields", List.of("phone")))
        .post("/v1/cards/" + card + "/reveal")
        .then()
        .statusCode(403);
    house
        .as(role)
        .body(Map.of("purpose", PURPOSE, "name", "佐藤"))
        .post("/v1/cards/search")
        .then()
        .statusCode(403);
    house.as(role).body(House.sato()).post("/v1/cards").then().statusCode(403);
    house.as(role).contentType("text/csv").body("氏名\n").post("/v1/imports").then().statusCode(403);
    assertThat(house.lastRecord("access.refused").path("reason").asText())
        .isEqualTo("role-missing");
  }

  @Test
  void a_privacy_officer_sees_that_a_card_exists_and_nothing_clear() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    house
        .as("privacy-officer")
        .queryParam("purpose", PURPOSE)
        .get("/v1/cards/" + card)
        .then()
        .statusCode(200)
        .body("name", equalTo("佐○ ○○"))
        .body("values.findAll { !it.masked }.size()", equalTo(0));
    house
        .as("privacy-officer")
        .body(Map.of("purpose", PURPOSE, "fields", List.of("phone")))
        .post("/v1/cards/" + card + "/reveal")
        .then()
        .statusCode(403);
  }
}
