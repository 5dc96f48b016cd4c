package jp.meishigura.audit.domain.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.ocsf.ArbitraryEntries;
import jp.meishigura.audit.domain.ocsf.OcsfEvents;
import jp.meishigura.audit.domain.ocsf.OcsfMapper;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

class EcsMapperTest {

  /** The fields of ECS 8.17 that we fill, and whether ECS wants a list there. */
  private static final Map<String, Boolean> FIELDS =
      Map.ofEntries(
          Map.entry("@timestamp", false),
          Map.entry("ecs.version", false),
          Map.entry("message", false),
          Map.entry("event.kind", false),
          Map.entry("event.module", false),
          Map.entry("event.dataset", false),
          Map.entry("event.category", true),
          Map.entry("event.type", true),
          Map.entry("event.outcome", false),
          Map.entry("event.created", false),
          Map.entry("event.id", false),
          Map.entry("event.sequence", false),
          Map.entry("event.action", false),
          Map.entry("event.reason", false),
          Map.entry("event.severity", false),
          Map.entry("event.provider", false),
          Map.entry("service.name", false),
          Map.entry("organization.id", false),
          Map.entry("organization.name", false),
          Map.entry("user.id", false),
          Map.entry("source.ip", false),
          Map.entry("rule.id", false),
          Map.entry("trace.id", false),
          Map.entry("related.user", true));

  /** The types that ECS 8.17 expects for each of the categories that we use. */
  private static final Map<String, Set<String>> EXPECTED =
      Map.of(
          "api",
          Set.of(
              "access",
              "admin",
              "allowed",
              "change",
              "creation",
              "deletion",
              "denied",
              "end",
              "info",
              "start",
              "user"),
          "authentication",
          Set.of("start", "end", "info"),
          "intrusion_detection",
          Set.of("allowed", "denied", "info"),
          "iam",
          Set.of("admin", "change", "creation", "deletion", "group", "info", "user"),
          "database",
          Set.of("access", "change", "info", "error"));

  private final OcsfMapper ocsf = new OcsfMapper("log.test.example/audit");

  private Map<String, Object> map(ChainedEntry entry) {
    return EcsMapper.map(ocsf.map(entry));
  }

  @Property(tries = 1_000)
  @Domain(ArbitraryEntries.class)
  void only_fields_of_ecs_or_under_our_own_name_are_written(@ForAll ChainedEntry entry) {
    map(entry)
        .forEach(
            (name, value) -> {
              if (!name.startsWith("meishigura.")) {
                assertThat(FIELDS).containsKey(name);
                assertThat(value instanceof List).as(name).isEqualTo(FIELDS.get(name));
              }
            });
  }

  @Property(tries = 1_000)
  @Domain(ArbitraryEntries.class)
  void categories_and_types_are_those_that_ecs_expects_together(@ForAll ChainedEntry entry) {
    Map<String, Object> event = map(entry);
    List<?> categories = (List<?>) event.get("event.category");
    assertThat(EXPECTED.keySet()).containsAll(strings(categories));
    for (String type : strings((List<?>) event.get("event.type"))) {
      assertThat(categories).anyMatch(category -> EXPECTED.get(category).contains(type));
    }
  }

  private static List<String> strings(List<?> values) {
    return values.stream().map(String.class::cast).toList();
  }

  @Example
  void a_reveal_reads_as_ecs_wants_it() {
    Map<String, Object> event = map(OcsfEvents.of("card.reveal", Decision.refused, "locked"));

    assertThat(event)
        .containsEntry("@timestamp", "2026-11-02T00:00:00.123456789Z")
        .containsEntry("event.id", "e0000000-0000-4000-8000-000000000001")
        .containsEntry("event.sequence", 4711L)
        .containsEntry("event.action", "card.reveal")
        .containsEntry("event.category", List.of("api"))
        .containsEntry("event.type", List.of("access", "denied"))
        .containsEntry("event.outcome", "failure")
        .containsEntry("event.reason", "locked")
        .containsEntry("event.provider", "contacts-service")
        .containsEntry("organization.id", "a0207a00-0000-4000-8000-000000000001")
        .containsEntry("user.id", "somebody")
        .containsEntry("related.user", List.of("somebody"))
        .containsEntry("source.ip", "192.0.2.7")
        .containsEntry("trace.id", "correlation-1")
        .containsEntry("meishigura.log.leaf", 4711L)
        .containsEntry("meishigura.log.previous_leaf", 4700L)
        .containsEntry("meishigura.card", OcsfEvents.CARD.toString())
        .containsEntry("meishigura.purpose", "sales-follow-up")
        .containsEntry("meishigura.fields", List.of("phone", "email"));
  }

  @Example
  void a_card_is_named_whatever_the_class_of_the_event_and_nothing_else_is_taken_for_one() {
    for (Action action : Action.values()) {
      assertThat(map(OcsfEvents.allowed(action)))
          .as(action.slug())
          .containsEntry("meishigura.card", OcsfEvents.CARD.toString());
    }
  }
}
