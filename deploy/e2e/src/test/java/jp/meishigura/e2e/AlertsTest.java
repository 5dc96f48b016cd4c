package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jp.meishigura.local.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A rule about a metric that nobody has would never fire. */
@ExtendWith(WithSuite.class)
class AlertsTest {

  private static final Pattern METRIC = Pattern.compile("meishigura_[a-z_]+");
  private static final List<Port> ALL =
      List.of(
          Port.CONTACTS_MANAGEMENT,
          Port.CONSENT_MANAGEMENT,
          Port.AUDIT_MANAGEMENT,
          Port.GATEWAY_MANAGEMENT);

  /** The metrics that each rule asks about. */
  @SuppressWarnings("unchecked")
  private static Map<String, Set<String>> rules() throws IOException {
    Map<String, Object> file =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(
                Files.readString(
                    SuiteUnderTest.repository().resolve("deploy/observability/alerts.yaml")));
    Map<String, Set<String>> rules = new TreeMap<>();
    for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
      for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
        Set<String> metrics = new TreeSet<>();
        METRIC
            .matcher((String) rule.get("expr"))
            .results()
            .map(MatchResult::group)
            .forEach(metrics::add);
        assertThat(metrics).as((String) rule.get("alert")).isNotEmpty();
        assertThat((Map<String, Object>) rule.get("annotations"))
            .containsKeys("summary", "description");
        rules.put((String) rule.get("alert"), metrics);
      }
    }
    return rules;
  }

  private static Set<String> metrics(SuiteUnderTest suite, Port port) {
    Set<String> names = new TreeSet<>();
    given()
        .get(suite.url(port) + "/q/metrics")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
    return names;
  }

  @Test
  void every_metric_that_a_rule_names_is_there(SuiteUnderTest suite) throws IOException {
    Map<String, Set<String>> rules = rules();
    assertThat(rules).hasSizeGreaterThan(4);
    // Gauges by producer are there when a producer was heard of.
    new Aozora(suite).bringIn("renrakusaki-4.0.vcf");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Set<String> there = new TreeSet<>();
              ALL.forEach(port -> there.addAll(metrics(suite, port)));
              rules.forEach((alert, names) -> assertThat(there).as(alert).containsAll(names));
            });
  }

  @Test
  void every_service_tells_what_waits_in_its_outbox(SuiteUnderTest suite) {
    for (Port port : ALL) {
      assertThat(metrics(suite, port))
          .as(port.name())
          .contains(
              "meishigura_outbox_unsent", "meishigura_outbox_unanswered", "meishigura_outbox_age");
    }
  }
}
