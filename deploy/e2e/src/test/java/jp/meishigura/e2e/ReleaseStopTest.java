package jp.meishigura.e2e;

import static jp.meishigura.e2e.Aozora.MEMBER;
import static jp.meishigura.e2e.Aozora.OFFICER;
import static jp.meishigura.e2e.Aozora.PURPOSE;
import static jp.meishigura.e2e.Aozora.TENANT;
import static jp.meishigura.e2e.Aozora.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A privacy officer stops somebody, who then reads nothing until it is lifted. */
@ExtendWith(WithSuite.class)
class ReleaseStopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String STOPPED_ONE = "jiro";

  private final String address = UUID.randomUUID() + "@kujira.example";

  @Test
  void who_is_stopped_reads_nothing_until_it_is_lifted_and_all_of_it_is_in_the_log(
      SuiteUnderTest suite) throws Exception {
    Aozora aozora = new Aozora(suite);
    String since = Instant.now().toString();
    String card = create(suite, aozora);
    aozora.agree(card, address);
    String token = suite.person(STOPPED_ONE, Audience.CONTACTS);
    String person = subject(token);
    // From here on the keys are in the memory of contacts-service.
    aozora.reveal(with(token), card).then().statusCode(200);
    search(aozora, token).statusCode(200).body("items.id", equalTo(List.of(card)));

    stops(suite, MEMBER, "", Map.of("person", person, "reason", "e2e-story")).statusCode(403);
    stops(suite, OFFICER, "", Map.of("person", person, "reason", "e2e-story"))
        .statusCode(200)
        .body("stopped", equalTo(true));
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> aozora.reveal(with(token), card).statusCode() == 423);
      refused(aozora.reveal(with(token), card).then());
      refused(with(token).get(aozora.contacts("/v1/cards/" + card)).then());
      refused(with(token).get(aozora.contacts("/v1/cards?limit=1")).then());
      refused(search(aozora, token));
      // A token that was given after the stop is no better, nor a service that has just started.
      suite.kill("contacts-service");
      suite.startPart("contacts-service");
      refused(
          with(suite.person(STOPPED_ONE, Audience.CONTACTS))
              .get(aozora.contacts("/v1/cards/" + card))
              .then());
      aozora.reveal(aozora.as(MEMBER), card).then().statusCode(200);
      with(suite.person("kanako", Audience.AUDIT))
          .get(suite.url(Port.AUDIT) + "/v1/release-stops")
          .then()
          .statusCode(200)
          .body("items.find { it.person == '" + person + "' }.reason", equalTo("e2e-story"));
    } finally {
      stops(suite, OFFICER, "/" + person + "/lift", Map.of("reason", "e2e-story-ends"))
          .statusCode(200)
          .body("stopped", equalTo(false));
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> aozora.reveal(with(token), card).statusCode() == 200);
    search(aozora, token).statusCode(200);

    String officer = subject(suite.person(OFFICER, Audience.AUDIT));
    awaitEntry(suite, since, officer, "release-stop.set", "allowed");
    awaitEntry(suite, since, officer, "release-stop.lift", "allowed");
    awaitEntry(suite, since, person, "access.refused", "refused");
    awaitEntry(suite, since, person, "card.reveal", "allowed");
  }

  private String create(SuiteUnderTest suite, Aozora aozora) {
    String location =
        with(suite.integrator(Audience.CONTACTS, TENANT))
            .body(
                Map.of(
                    "company", "停止商会", "phone", List.of("03-0017-0022"), "email", List.of(address)))
            .post(aozora.contacts("/v1/cards"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private ValidatableResponse search(Aozora aozora, String token) {
    return with(token)
        .body(Map.of("purpose", PURPOSE, "email", address))
        .post(aozora.contacts("/v1/cards/search"))
        .then();
  }

  private static void refused(ValidatableResponse answer) {
    answer
        .statusCode(423)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:release-stopped"))
        .body("values", nullValue())
        .body("items", nullValue());
  }

  private static ValidatableResponse stops(
      SuiteUnderTest suite, String who, String path, Map<String, String> body) {
    return with(suite.person(who, Audience.AUDIT))
        .body(body)
        .post(suite.url(Port.AUDIT) + "/v1/release-stops" + path)
        .then();
  }

  /** Whom a token speaks for: what the log has as the actor. */
  private static String subject(String token) throws IOException {
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonMapper().readTree(claims).get("sub").textValue();
  }

  private static void awaitEntry(
      SuiteUnderTest suite, String since, String actor, String action, String decision) {
    String token = suite.person("kanako", Audience.AUDIT);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Response entries =
                  with(token)
                      .queryParams(
                          Map.of(
                              "actor",
                              actor,
                              "action",
                              action,
                              "decision",
                              decision,
                              "from",
                              since))
                      .get(suite.url(Port.AUDIT) + "/v1/entries");
              assertThat(entries.<List<?>>path("items")).as(action).isNotEmpty();
            });
  }
}
