package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts that stop or die delay audit records and lose none. */
@ExtendWith(WithSuite.class)
class NothingLostTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  private static String card(SuiteUnderTest suite) {
    return with(suite.integrator(Audience.CONTACTS, "aozora"))
        .contentType("text/csv; charset=utf-8")
        .body("氏名,会社名,電話番号\n試験 花,試験商会," + "03-0012-9999\n")
        .post(suite.url(Port.CONTACTS) + "/v1/imports")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .findFirst()
        .map(line -> line.replaceAll(".*\"card\":\"([0-9a-f-]{36})\".*", "$1"))
        .orElseThrow();
  }

  private static void readAndBeRefused(SuiteUnderTest suite, String card, int times) {
    String token = suite.person("jiro", Audience.CONTACTS);
    for (int time = 0; time < times; time++) {
      with(token).get(suite.url(Port.CONTACTS) + "/v1/cards/" + card).then().statusCode(200);
      with(token)
          .body("{\"fields\":[\"phone\"]}")
          .post(suite.url(Port.CONTACTS) + "/v1/cards/" + card + "/reveal")
          .then()
          .statusCode(400);
    }
  }

  /** The actions on record for a card, in the order of the log. */
  private static List<String> onRecord(SuiteUnderTest suite, String card) {
    return with(suite.person("kanako", Audience.AUDIT))
        .get(suite.url(Port.AUDIT) + "/v1/entries?limit=100&card=" + UUID.fromString(card))
        .then()
        .statusCode(200)
        .extract()
        .path("items.action");
  }

  private static List<String> expected(int times) {
    List<String> actions = new ArrayList<>(List.of("card.create"));
    for (int time = 0; time < times; time++) {
      actions.addAll(List.of("card.read", "card.reveal"));
    }
    return actions;
  }

  private static void everythingArrives(SuiteUnderTest suite, String card, int times) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> assertThat(onRecord(suite, card)).containsExactlyElementsOf(expected(times)));
  }

  @Test
  void a_broker_that_is_down_delays_records_and_loses_none(SuiteUnderTest suite) {
    String card = card(suite);
    suite.stopPart("kafka");
    try {
      readAndBeRefused(suite, card, 5);
    } finally {
      suite.startPart("kafka");
    }
    readAndBeRefused(suite, card, 1);
    everythingArrives(suite, card, 6);
  }

  @Test
  void an_audit_service_that_was_killed_catches_up_and_records_nothing_twice(SuiteUnderTest suite) {
    String card = card(suite);
    readAndBeRefused(suite, card, 2);
    suite.kill("audit-service");
    try {
      readAndBeRefused(suite, card, 5);
    } finally {
      suite.startPart("audit-service");
    }
    everythingArrives(suite, card, 7);
  }

  @Test
  void a_contacts_service_that_was_killed_has_lost_no_record_of_what_it_answered(
      SuiteUnderTest suite) {
    String card = card(suite);
    readAndBeRefused(suite, card, 5);
    suite.kill("contacts-service");
    suite.startPart("contacts-service");
    readAndBeRefused(suite, card, 1);
    everythingArrives(suite, card, 6);
  }
}
