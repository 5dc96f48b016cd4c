package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.local.Port;
import jp.meishigura.local.demo.Inbox;
import jp.meishigura.local.keycloak.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person is erased in one room, and the others forget. */
@ExtendWith(WithSuite.class)
class ErasureTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String purpose = "erasure-" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
  private final String address = UUID.randomUUID() + "@kujira.example";

  private static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  private static ValidatableResponse open(URI link) {
    return given().header("Accept-Language", "ja").redirects().follow(false).get(link).then();
  }

  @Test
  void an_erased_person_is_not_asked_again_and_the_link_says_why(SuiteUnderTest suite)
      throws Exception {
    register(suite);
    String card = create(suite);
    ask(suite, card).statusCode(201);
    URI link = Inbox.link(new Inbox(suite.site()).next(address, 0));
    open(link).statusCode(200);
    given()
        .contentType("application/x-www-form-urlencoded")
        .redirects()
        .follow(false)
        .formParam("answer", "give")
        .post(link)
        .then()
        .statusCode(303);

    with(suite.person("rei", Audience.CONTACTS))
        .post(suite.url(Port.CONTACTS) + "/v1/cards/" + card + "/erasure")
        .then()
        .statusCode(200);

    await().atMost(PATIENCE).untilAsserted(() -> isForgotten(suite, card, link));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(onRecord(suite, card)).contains("consent.erase"));
    // After a start it reads all tombstones before it answers, and what it knows is the same.
    suite.kill("consent-service");
    suite.startPart("consent-service");
    isForgotten(suite, card, link);
    assertThat(onRecord(suite, card)).containsOnlyOnce("consent.erase");
  }

  private void isForgotten(SuiteUnderTest suite, String card, URI link) {
    open(link)
        .statusCode(410)
        .body(containsString("名刺の情報は消去されています"))
        .body(not(containsString("青空商事")));
    ask(suite, card).statusCode(409).body("type", equalTo("urn:meishigura:problem:subject-erased"));
    with(suite.person("hanako", Audience.CONSENT))
        .get(suite.url(Port.CONSENT) + "/v1/consents?card=" + card)
        .then()
        .statusCode(410);
  }

  private void register(SuiteUnderTest suite) {
    with(suite.person("rei", Audience.CONSENT))
        .body(
            Map.of(
                "code",
                purpose,
                "name",
                Map.of("ja", "ご連絡", "en", "Contact"),
                "fields",
                List.of("name", "email"),
                "validForDays",
                365,
                "notices",
                List.of(
                    Map.of("language", "ja", "controller", "青空商事株式会社", "text", "ご連絡します。"),
                    Map.of("language", "en", "controller", "Aozora", "text", "We write to you."))))
        .post(suite.url(Port.CONSENT) + "/v1/purposes")
        .then()
        .statusCode(201);
  }

  private String create(SuiteUnderTest suite) {
    String location =
        with(suite.integrator(Audience.CONTACTS, "aozora"))
            .body(Map.of("company", "鯨商会", "email", List.of(address)))
            .post(suite.url(Port.CONTACTS) + "/v1/cards")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private ValidatableResponse ask(SuiteUnderTest suite, String card) {
    return with(suite.person("hanako", Audience.CONSENT))
        .body(Map.of("card", card, "purpose", purpose, "channel", "email"))
        .post(suite.url(Port.CONSENT) + "/v1/consent-requests")
        .then();
  }

  private static List<String> onRecord(SuiteUnderTest suite, String card) {
    return with(suite.person("kanako", Audience.AUDIT))
        .get(suite.url(Port.AUDIT) + "/v1/entries?limit=100&card=" + card)
        .then()
        .statusCode(200)
        .extract()
        .path("items.action");
  }
}
