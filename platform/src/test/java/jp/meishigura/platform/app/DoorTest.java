package jp.meishigura.platform.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestLog;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.testing.TestToken;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
class DoorTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;

  private final Tenant tenant = TestTenants.fresh();

  private TestToken member() {
    return issuer.person(tenant, "member").audience("notes-service");
  }

  private static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  private static ValidatableResponse refused(String token, int status, String slug) {
    return with(token)
        .get("/notes")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug));
  }

  @Test
  void a_good_token_is_let_in() {
    with(member().sign()).get("/notes").then().statusCode(200);
  }

  @Test
  void no_token_is_a_401_problem() {
    given()
        .get("/notes")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", startsWith("Bearer"))
        .contentType("application/problem+json");
  }

  @Test
  void a_token_for_another_audience_is_refused() {
    refused(member().audience("other-service").sign(), 401, "token-needed");
    refused(member().without("aud").sign(), 401, "token-needed");
  }

  @Test
  void forged_unsigned_expired_and_foreign_tokens_are_refused() {
    refused(issuer.forged(member()), 401, "token-needed");
    refused(issuer.unsigned(member()), 401, "token-needed");
    refused(member().expired().sign(), 401, "token-needed");
    refused(member().claim("iss", "http://elsewhere.example").sign(), 401, "token-needed");
    refused("rubbish", 401, "token-needed");
  }

  @Test
  void a_token_that_was_good_a_moment_ago_is_refused_when_it_expires_or_is_changed() {
    String token = member().claim("exp", Instant.now().getEpochSecond() + 3).sign();
    with(token).get("/notes").then().statusCode(200);
    with(token).get("/notes").then().statusCode(200);
    String[] parts = token.split("\\.", -1);
    String others = issuer.person(TestTenants.fresh(), "member").audience("notes-service").sign();
    refused(parts[0] + "." + others.split("\\.", -1)[1] + "." + parts[2], 401, "token-needed");
    refused(token.substring(0, token.length() - 2) + "AA", 401, "token-needed");

    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> refused(token, 401, "token-needed"));
  }

  @Test
  void one_factor_is_not_enough_and_the_challenge_says_so() {
    refused(member().acr("aal1").sign(), 403, "second-factor-needed")
        .header("WWW-Authenticate", containsString("insufficient_user_authentication"));
    assertThat(database.dump()).contains("second-factor-needed");
  }

  @Test
  void a_token_speaks_for_exactly_one_organization() {
    refused(member().without("organization").sign(), 403, "no-organization");
    refused(
        member().organizations(tenant, TestTenants.fresh()).sign(), 403, "several-organizations");
  }

  @Test
  void a_missing_role_is_refused_and_on_record() {
    refused(member().roles("auditor").sign(), 403, "role-missing");
    assertThat(database.dump()).contains("role-missing");
  }

  @Test
  void a_method_that_forgot_its_roles_answers_nobody() {
    with(member().sign()).get("/notes/forgotten").then().statusCode(403);
  }

  @Test
  void every_refusal_is_a_problem_document() {
    String token = member().sign();
    with(token).get("/nowhere").then().statusCode(404).contentType("application/problem+json");
    with(token).delete("/notes").then().statusCode(405).contentType("application/problem+json");
    with(token)
        .contentType("text/plain")
        .body("x")
        .post("/notes")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    with(token)
        .body("{\"text\": 山田花子")
        .post("/notes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:malformed-json"))
        .body("detail", not(containsString("山田")));
    with(token)
        .body("{\"text\": \"a\", \"number\": \"山田花子\"}")
        .post("/notes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("at", equalTo("number"));
    with(token)
        .body("{\"text\": \" \", \"number\": 1}")
        .post("/notes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:invalid-request"));
    with(token)
        .body("{\"text\": \"a\", \"number\": 1, \"unknown\": 1}")
        .post("/notes")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void a_failure_inside_tells_a_reference_and_logs_no_message() {
    with(member().sign())
        .body("{\"text\": \"a\", \"number\": -1}")
        .post("/notes")
        .then()
        .statusCode(500)
        .body("type", equalTo("urn:meishigura:problem:internal"))
        .body("reference", not(equalTo(null)))
        .body(not(containsString("secret-in-an-exception")));
    assertThat(TestLog.text()).contains("Request failed").doesNotContain("secret-in-an-exception");
  }

  @Test
  void a_creation_that_is_sent_twice_happens_once() {
    String token = member().sign();
    String body = "{\"text\": \"a\", \"number\": 5}";
    String first =
        with(token)
            .header("Idempotency-Key", "k1")
            .body(body)
            .post("/notes")
            .then()
            .statusCode(200)
            .body("replayed", equalTo(false))
            .extract()
            .path("id");
    with(token)
        .header("Idempotency-Key", "k1")
        .body(body)
        .post("/notes")
        .then()
        .body("replayed", equalTo(true))
        .body("id", equalTo(first));
    with(token)
        .header("Idempotency-Key", "k1")
        .body("{\"text\": \"a\", \"number\": 6}")
        .post("/notes")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:meishigura:problem:idempotency-key-reused"));
  }

  @Test
  void no_record_no_data() {
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      with(member().sign()).get("/notes").then().statusCode(500);
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
  }

  @Test
  void the_correlation_id_is_taken_over_only_when_it_is_harmless() {
    with(member().sign())
        .header("X-Correlation-Id", "0123456789abcdef")
        .get("/notes")
        .then()
        .header("X-Correlation-Id", equalTo("0123456789abcdef"));
    with(member().sign())
        .header("X-Correlation-Id", "taro@example.jp")
        .get("/notes")
        .then()
        .header("X-Correlation-Id", not(containsString("taro")));
  }
}
