package jp.meishigura.e2e;

import static jp.meishigura.e2e.Aozora.with;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;

/** What the sample tenant's administrator sets for detections. */
final class Detections {

  /** Tests show more in an hour than people do in a month: nobody shall be stopped for it. */
  private static final Map<String, Integer> CEILINGS =
      Map.of("cards-per-hour", 100_000, "cards-per-day", 100_000, "reveals-per-hour", 100_000);

  private final SuiteUnderTest suite;

  Detections(SuiteUnderTest suite) {
    this.suite = suite;
  }

  void forTests() {
    set(Map.of("ceilings", CEILINGS));
  }

  /** The same, and nobody has a reason to open this card. */
  void withHoney(String card) {
    Map<String, Object> settings = new HashMap<>(Map.of("ceilings", CEILINGS));
    settings.put("honeyCards", List.of(card));
    set(settings);
  }

  private void set(Map<String, ?> settings) {
    String token = suite.person("makoto", Audience.AUDIT);
    String url = suite.url(Port.AUDIT) + "/v1/detection-settings";
    ValidatableResponse known = with(token).get(url).then().statusCode(200);
    with(token)
        .header("If-Match", known.extract().header("ETag"))
        .body(settings)
        .put(url)
        .then()
        .statusCode(200);
  }
}
