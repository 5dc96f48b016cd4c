package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.consent.testing.House;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PurposeTest extends ServiceTest {

  private static Map<String, Object> changed(String member, Object value) {
    Map<String, Object> purpose = new HashMap<>(House.purpose("changed"));
    purpose.put(member, value);
    return purpose;
  }

  @Test
  void a_privacy_officer_registers_a_purpose_and_members_read_it() {
    house
        .register(House.purpose("sales-follow-up"))
        .statusCode(201)
        .header("Location", endsWith("/v1/purposes/sales-follow-up"))
        .body("code", equalTo("sales-follow-up"))
        .body("version", equalTo(1))
        .body("fields", contains("name", "company", "phone", "email"))
        .body("registeredAt", notNullValue());
    for (String role : List.of("member", "privacy-officer", "integrator")) {
      house
          .as(role)
          .get("/v1/purposes/sales-follow-up")
          .then()
          .statusCode(200)
          .body("name.ja", equalTo("商談後のご連絡"))
          .body("notices.language", contains("ja", "en"))
          .body("validForDays", equalTo(365));
    }
  }

  @Test
  void a_purpose_without_both_languages_is_refused_with_what_is_missing() {
    List<?> notices = (List<?>) House.purpose("x").get("notices");
    house
        .register(changed("notices", List.of(notices.getFirst())))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:invalid-request"))
        .body("errors.at", contains("notices"))
        .body("errors.must", contains("have one in language en"));
    house.register(changed("name", Map.of("ja", "ご連絡"))).statusCode(400);
    house.register(changed("name", Map.of("ja", "ご連絡", "en", " "))).statusCode(400);
  }

  @Test
  void faulty_purposes_are_refused() {
    house.register(changed("code", "Sales Follow Up")).statusCode(400);
    house.register(changed("fields", List.of("original"))).statusCode(400);
    house.register(changed("fields", List.of())).statusCode(400);
    house.register(changed("validForDays", 0)).statusCode(400);
    house.register(changed("extra", "x")).statusCode(400).body("type", endsWith("malformed-json"));
    house.as("privacy-officer").body("{").post("/v1/purposes").then().statusCode(400);
    house
        .as("privacy-officer")
        .contentType("text/plain")
        .body("x")
        .post("/v1/purposes")
        .then()
        .statusCode(415);
    house.as("privacy-officer").delete("/v1/purposes").then().statusCode(405);
    house.as("member").get("/v1/purposes").then().body("items", hasSize(0));
  }

  @Test
  void a_purpose_never_changes() {
    house.register(House.purpose("sales")).statusCode(201);
    house
        .register(House.purpose("sales"))
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:purpose-exists"));
  }

  @Test
  void nobody_but_a_privacy_officer_registers() {
    for (String role : List.of("member", "auditor", "administrator", "integrator")) {
      house
          .as(role)
          .body(House.purpose("sales"))
          .post("/v1/purposes")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:meishigura:problem:role-missing"));
    }
    for (String role : List.of("auditor", "administrator")) {
      house.as(role).get("/v1/purposes").then().statusCode(403);
    }
  }

  @Test
  void the_same_key_registers_once_and_another_request_may_not_use_it() {
    String key = UUID.randomUUID().toString();
    String officer = house.token("privacy-officer").sign();
    for (int i = 0; i < 2; i++) {
      House.with(officer)
          .header("Idempotency-Key", key)
          .body(House.purpose("sales"))
          .post("/v1/purposes")
          .then()
          .statusCode(201)
          .body("code", equalTo("sales"));
    }
    House.with(officer)
        .header("Idempotency-Key", key)
        .body(House.purpose("other"))
        .post("/v1/purposes")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:meishigura:problem:idempotency-key-reused"));
    house.as("member").get("/v1/purposes").then().body("items", hasSize(1));
  }

  @Test
  void pages_follow_one_another_without_gaps() {
    for (int i = 0; i < 5; i++) {
      house.register(House.purpose("p" + i)).statusCode(201);
    }
    String next =
        house
            .as("member")
            .get("/v1/purposes?limit=3")
            .then()
            .body("items.code", contains("p0", "p1", "p2"))
            .extract()
            .path("next");
    house
        .as("member")
        .queryParam("cursor", next)
        .get("/v1/purposes?limit=3")
        .then()
        .body("items.code", contains("p3", "p4"))
        .body("next", nullValue());
    house.as("member").get("/v1/purposes?cursor=rubbish").then().statusCode(400);
    house.as("member").get("/v1/purposes?limit=0").then().statusCode(400);
    assertThat(next).isNotBlank();
  }

  @Test
  void another_tenant_sees_nothing_of_it() {
    house.register(House.purpose("sales")).statusCode(201);
    House other = new House(issuer);
    other.as("member").get("/v1/purposes").then().body("items", hasSize(0));
    other
        .as("member")
        .get("/v1/purposes/sales")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-purpose"));
    other.register(House.purpose("sales")).statusCode(201);
    other.as("member").get("/v1/purposes").then().body("items.code", hasItem("sales"));
  }
}
