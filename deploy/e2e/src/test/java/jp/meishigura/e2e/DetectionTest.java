package jp.meishigura.e2e;

import static jp.meishigura.e2e.Aozora.OFFICER;
import static jp.meishigura.e2e.Aozora.with;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody opens a card that is nobody's, and reads nothing more until an officer says so. */
@ExtendWith(WithSuite.class)
class DetectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CURIOUS = "jiro";

  @Test
  void who_opens_a_honey_card_is_found_and_stopped_until_an_officer_lifts_it(SuiteUnderTest suite)
      throws Exception {
    Aozora aozora = new Aozora(suite);
    List<String> cards = aozora.bringIn("renrakusaki-4.0.vcf");
    String honey = cards.getFirst();
    String url = suite.url(Port.AUDIT) + "/v1/";
    Detections detections = new Detections(suite);
    detections.withHoney(honey);
    String finding = "items.find { it.rule == 'honey-card' && it.card == '" + honey + "' }";
    try {
      String token = suite.person(CURIOUS, Audience.CONTACTS);
      with(token).get(aozora.contacts("/v1/cards/" + honey)).then().statusCode(200);

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () ->
                  with(token).get(aozora.contacts("/v1/cards/" + cards.getLast())).statusCode()
                      == 423);
      String person =
          with(suite.person(OFFICER, Audience.AUDIT))
              .get(url + "findings?rule=honey-card")
              .then()
              .statusCode(200)
              .body(finding + ".level", equalTo("critical"))
              .extract()
              .path(finding + ".person");
      // Another tenant's auditor is told nothing.
      with(suite.person("akira", Audience.AUDIT))
          .get(url + "findings?rule=honey-card")
          .then()
          .statusCode(200)
          .body("items.card", not(hasItem(honey)));
      lift(suite, person);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  with(token).get(aozora.contacts("/v1/cards/" + cards.getLast())).statusCode()
                      == 200);
    } finally {
      detections.forTests();
    }
  }

  private static void lift(SuiteUnderTest suite, String person) {
    with(suite.person(OFFICER, Audience.AUDIT))
        .body(Map.of("reason", "expected-work"))
        .post(suite.url(Port.AUDIT) + "/v1/release-stops/" + person + "/lift")
        .then()
        .statusCode(200)
        .body("stopped", equalTo(false));
  }
}
