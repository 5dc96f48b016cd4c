package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Acr;
import jp.meishigura.local.keycloak.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The walls, with tokens that Keycloak really gives. */
@ExtendWith(WithSuite.class)
class WallsTest {

  private static ValidatableResponse get(String url, String token) {
    return given().header("Authorization", "Bearer " + token).get(url).then();
  }

  private static void refused(String url, String token, int status, String slug) {
    get(url, token)
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug));
  }

  @Test
  void a_member_with_two_factors_is_let_in(SuiteUnderTest suite) {
    get(suite.url(Port.CONTACTS) + "/v1/cards", suite.person("hanako", Audience.CONTACTS))
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "hanako, CONTACTS, CONTACTS, /v1/cards",
    "hanako, CONSENT, CONSENT, /v1/purposes",
    "kanako, AUDIT, AUDIT, /v1/entries",
  })
  void one_factor_is_not_enough_anywhere(
      String who, Audience audience, Port service, String path, SuiteUnderTest suite) {
    refused(
        suite.url(service) + path,
        suite.person(who, audience, "aozora", Acr.AAL1),
        403,
        "second-factor-needed");
  }

  @ParameterizedTest
  @CsvSource({
    "CONSENT, CONTACTS, /v1/cards",
    "AUDIT, CONTACTS, /v1/cards",
    "CONTACTS, CONSENT, /v1/purposes",
    "CONTACTS, AUDIT, /v1/entries",
  })
  void a_token_opens_only_the_service_it_is_for(
      Audience audience, Port service, String path, SuiteUnderTest suite) {
    refused(suite.url(service) + path, suite.person("hanako", audience), 401, "token-needed");
  }

  @ParameterizedTest
  @EnumSource(Audience.class)
  void no_token_of_a_person_or_an_integrator_gets_a_key(Audience audience, SuiteUnderTest suite) {
    for (String token :
        new String[] {
          suite.person("hanako", audience), suite.integrator(Audience.CONTACTS, "aozora")
        }) {
      given()
          .header("Authorization", "Bearer " + token)
          .contentType("application/json")
          .body("{\"keyIds\":[],\"actor\":\"me\",\"reason\":\"reveal\"}")
          .post(suite.url(Port.GATEWAY) + "/v1/subject-keys/release")
          .then()
          .statusCode(401)
          .contentType("application/problem+json");
    }
  }

  @Test
  void a_token_that_names_no_organization_is_refused(SuiteUnderTest suite) {
    // Keycloak gives a token without organization to who asks for one they do not belong to.
    refused(
        suite.url(Port.CONTACTS) + "/v1/cards",
        suite.person("hanako", Audience.CONTACTS, "hinode", Acr.AAL2),
        403,
        "no-organization");
    refused(
        suite.url(Port.CONTACTS) + "/v1/cards",
        suite.integrator(Audience.CONTACTS, "hinode"),
        403,
        "no-organization");
  }

  @ParameterizedTest
  @CsvSource({"kanako, AUDIT", "rei, CONTACTS", "makoto, CONTACTS"})
  void nobody_without_the_role_reveals(String who, Audience audience, SuiteUnderTest suite) {
    int status = audience == Audience.CONTACTS ? 403 : 401;
    given()
        .header("Authorization", "Bearer " + suite.person(who, audience))
        .contentType("application/json")
        .body("{\"purpose\":\"sales-follow-up\",\"fields\":[\"phone\"]}")
        .post(suite.url(Port.CONTACTS) + "/v1/cards/" + UUID.randomUUID() + "/reveal")
        .then()
        .statusCode(status)
        .contentType("application/problem+json");
  }

  @Test
  void an_administrator_cannot_read_cards(SuiteUnderTest suite) {
    refused(
        suite.url(Port.CONTACTS) + "/v1/cards",
        suite.person("makoto", Audience.CONTACTS),
        403,
        "role-missing");
  }

  @Test
  void only_auditors_read_the_log(SuiteUnderTest suite) {
    for (String who : new String[] {"hanako", "rei", "makoto"}) {
      refused(
          suite.url(Port.AUDIT) + "/v1/entries",
          suite.person(who, Audience.AUDIT),
          403,
          "role-missing");
    }
  }
}
