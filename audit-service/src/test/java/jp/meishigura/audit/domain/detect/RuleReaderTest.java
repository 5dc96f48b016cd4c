package jp.meishigura.audit.domain.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleReaderTest {

  private static final String SELECTION =
      """
      {"name": "shown", "detection": {"selection": {"action": "card.read"}, "condition": "selection"}}
      """;

  private static final String RULE =
      """
      {"name": "many", "title": "Many", "level": "high", "correlation": {"type": "event_count",
       "rules": ["shown"], "group-by": ["actor.id"], "timespan": "1h", "condition": {"gte": 10}}}
      """;

  private static final TenantRules PLAIN =
      new TenantRules(TestRules.TOKYO, Set.of(), Set.of(), Map.of());

  private static List<Rule> read(String... documents) {
    try {
      return RuleReader.read(
          new ObjectMapper().readValue("[" + String.join(",", documents) + "]", List.class), PLAIN);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Example
  void the_rules_that_ship_can_be_read() {
    assertThat(RuleReader.read(TestRules.shipped(), PLAIN).stream().map(Rule::name))
        .contains("cards-per-hour", "cards-per-day", "refusals-then-success", "honey-card");
  }

  @Example
  void a_rule_is_what_it_says() {
    Rule rule = read(SELECTION, RULE).getFirst();
    assertThat(rule.timespan()).hasHours(1);
    assertThat(rule.quiet()).hasHours(1);
    assertThat(rule.lower()).isEqualTo(5);
    assertThat(rule.stopsKeyRelease()).isFalse();
  }

  @Example
  void an_export_after_a_grant_can_be_said() {
    Rule rule =
        read(
                SELECTION.replace("shown", "granted").replace("card.read", "identity.*"),
                SELECTION,
                RULE.replace("event_count", "temporal_ordered")
                    .replace("\"shown\"", "\"granted\", \"shown\"")
                    .replace(", \"condition\": {\"gte\": 10}", "")
                    .replace(
                        "\"level\"", "\"meishigura\": {\"times\": {\"shown\": 50}}, \"level\""))
            .getFirst();
    assertThat(rule.correlation())
        .isInstanceOfSatisfying(
            Correlation.Temporal.class,
            temporal ->
                assertThat(temporal.steps().stream().map(Correlation.Step::times))
                    .containsExactly(1, 50));
  }

  @Example
  void what_is_wrong_is_told_by_its_place_and_what_it_must_be() {
    refused("many.correlation.timespan must be like", RULE.replace("1h", "1 hour"));
    refused("many.correlation.timespan must be like", RULE.replace("1h", "900d"));
    refused("many.level must be", RULE.replace("high", "HIGH"));
    refused("many.correlation.type must be", RULE.replace("event_count", "event_counts"));
    refused("many.correlation.rules names no selection", RULE.replace("shown", "shwon"));
    refused("many.correlation.group-by must name", RULE.replace("actor.id", "actor"));
    refused("many.correlation.group-by must name", RULE.replace("actor.id", "shown"));
    refused("many.correlation.condition.gte must be", RULE.replace("10", "0"));
    refused("many.correlation.condition.lt is not known", RULE.replace("10", "10, \"lt\": 3"));
    refused("many.levels is not known", RULE.replace("\"level\"", "\"levels\": 1, \"level\""));
    refused("many.title is missing", RULE.replace("\"title\": \"Many\",", ""));
    refused("document 2.name must be", RULE.replace("many", "Many!"));
    refused("document 2.name is used twice", RULE.replace("many", "shown"));
    refused(
        "many.meishigura.stops-key-release needs actor.id",
        RULE.replace("actor.id", "card")
            .replace("\"level\"", "\"meishigura\": {\"stops-key-release\": true}, \"level\""));
  }

  @Example
  void no_rule_counts_findings_which_would_lead_to_findings_for_ever() {
    for (String action : List.of("finding.open", "finding.*", "f*", "*")) {
      assertThatThrownBy(() -> read(SELECTION.replace("card.read", action)))
          .isInstanceOf(BadRule.class)
          .hasMessageContaining("shown.detection.selection.action must not pick findings");
    }
  }

  @Example
  void a_tenant_switches_rules_off_and_sets_ceilings_of_those_that_there_are() {
    List<?> shipped = TestRules.shipped();
    TenantRules settings =
        new TenantRules(
            TestRules.TOKYO, Set.of(), Set.of("mass-deletion"), Map.of("cards-per-hour", 7));
    List<Rule> rules = RuleReader.read(shipped, settings);
    assertThat(rules).noneMatch(rule -> rule.name().equals("mass-deletion"));
    assertThat(rules)
        .anySatisfy(
            rule ->
                assertThat(rule.correlation())
                    .isInstanceOfSatisfying(
                        Correlation.ValueCount.class,
                        count -> assertThat(count.gte()).isEqualTo(7)));
    assertThatThrownBy(
            () ->
                RuleReader.read(
                    shipped,
                    new TenantRules(TestRules.TOKYO, Set.of(), Set.of("mass-delete"), Map.of())))
        .isInstanceOf(BadRule.class)
        .hasMessageContaining("mass-delete");
  }

  private static void refused(String words, String rule) {
    assertThatThrownBy(() -> read(SELECTION, rule))
        .isInstanceOf(BadRule.class)
        .hasMessageContaining(words);
  }

  /** Whatever stands there: a rule, or words about it, and nothing else. */
  @Property(tries = 1_000)
  void any_tree_is_read_or_refused(@ForAll("trees") Object tree) {
    try {
      assertThat(RuleReader.read(List.of(tree), PLAIN)).isEmpty();
    } catch (BadRule e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<Object> trees() {
    Arbitrary<Object> leaves =
        Arbitraries.of(
            "shown", "1h", "selection", "event_count", 1, true, 1.5, List.of(), List.of("a"));
    Arbitrary<String> names =
        Arbitraries.of(
            "name",
            "title",
            "level",
            "detection",
            "selection",
            "condition",
            "correlation",
            "type",
            "rules",
            "group-by",
            "timespan",
            "gte",
            "meishigura",
            "action");
    Arbitrary<Object> inner = Arbitraries.maps(names, leaves).ofMaxSize(6).map(map -> (Object) map);
    Arbitrary<Object> middle =
        Arbitraries.maps(names, Arbitraries.oneOf(leaves, inner))
            .ofMaxSize(6)
            .map(map -> (Object) map);
    return Arbitraries.maps(names, Arbitraries.oneOf(leaves, middle))
        .ofMaxSize(8)
        .map(map -> (Object) map);
  }
}
