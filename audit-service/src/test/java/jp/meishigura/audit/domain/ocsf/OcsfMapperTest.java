package jp.meishigura.audit.domain.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.ecs.EcsMapper;
import jp.meishigura.audit.domain.log.Action;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

class OcsfMapperTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** One event per action, as this version makes it; compared where the schema is not at hand. */
  private static final Path GOLDEN = Path.of("src/test/resources/ocsf");

  private final OcsfMapper mapper = new OcsfMapper("log.test.example/audit");

  private JsonNode map(ChainedEntry entry) {
    return JSON.valueToTree(mapper.map(entry));
  }

  private static OcsfSchema schema() throws IOException {
    boolean there = OcsfSchema.find().isPresent();
    if (!there) {
      System.err.println(
          "NOT CHECKED against OCSF's schema: put ocsf-1.8.0-compiled.json at "
              + "../shared/reference/ocsf beside the repository. Golden files are compared all"
              + " the same.");
    }
    assumeTrue(there, "OCSF's compiled schema is not at ../shared/reference/ocsf");
    return OcsfSchema.find().orElseThrow();
  }

  @Example
  void every_action_of_the_catalogue_is_a_valid_event_however_it_ended() throws IOException {
    OcsfSchema schema = schema();
    for (Action action : Action.values()) {
      for (Decision decision : Decision.values()) {
        JsonNode event = map(OcsfEvents.of(action.slug(), decision, "locked"));
        assertThat(schema.faults(event)).as(action + " " + decision).isEmpty();
      }
    }
  }

  @Property(tries = 2_000)
  @Domain(ArbitraryEntries.class)
  void any_entry_is_a_valid_event(@ForAll ChainedEntry entry) throws IOException {
    OcsfSchema schema = Checked.SCHEMA;
    assumeTrue(schema != null, "OCSF's compiled schema is not at ../shared/reference/ocsf");
    assertThat(schema.faults(map(entry))).isEmpty();
  }

  /** Read once for all tries. */
  private static final class Checked {
    static final OcsfSchema SCHEMA = read();

    private static OcsfSchema read() {
      try {
        return OcsfSchema.find().orElse(null);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Example
  void the_validator_of_these_tests_finds_each_kind_of_fault() throws IOException {
    OcsfSchema schema = schema();
    assertThat(faultsAfter(schema, event -> event.remove("time"))).contains("time: missing");
    assertThat(faultsAfter(schema, event -> event.put("phone", "03-1234-5678")))
        .contains("phone: unknown");
    assertThat(faultsAfter(schema, event -> event.put("time", "now")))
        .contains("time: not a timestamp_t");
    assertThat(faultsAfter(schema, event -> event.put("severity_id", 12)))
        .contains("severity_id: the enum has no 12");
    assertThat(faultsAfter(schema, event -> event.put("type_uid", 600101)))
        .contains("type_uid: not class_uid * 100 + activity_id");
    assertThat(faultsAfter(schema, event -> event.put("severity", "Fatal")))
        .contains("severity_id: its sibling is not Informational");
    assertThat(faultsAfter(schema, event -> metadata(event).remove("profiles")))
        .contains("action_id: of a profile that was not declared");
    assertThat(faultsAfter(schema, event -> metadata(event).withArray("profiles").add("incident")))
        .contains("metadata.profiles: the class has no profile incident");
    assertThat(faultsAfter(schema, event -> metadata(event).put("version", "1.1.0")))
        .contains("metadata.version: not the schema's");
    assertThat(faultsAfter(schema, event -> event.withObject("/actor").removeAll()))
        .anyMatch(fault -> fault.startsWith("actor.: none of "));
    assertThat(faultsAfter(schema, event -> event.put("web_resources", "card")))
        .contains("web_resources: not an array");
    assertThat(faultsAfter(schema, event -> event.put("class_uid", 1)))
        .containsExactly("class_uid: no such class");
  }

  private List<String> faultsAfter(OcsfSchema schema, Consumer<ObjectNode> spoil) {
    ObjectNode event = (ObjectNode) map(OcsfEvents.allowed(Action.CARD_REVEAL));
    assertThat(schema.faults(event)).isEmpty();
    spoil.accept(event);
    return schema.faults(event);
  }

  private static ObjectNode metadata(ObjectNode event) {
    return (ObjectNode) event.path("metadata");
  }

  @Example
  void each_action_is_written_as_its_golden_file_says() throws IOException {
    for (Action action : Action.values()) {
      Path file = GOLDEN.resolve(action.slug() + ".json");
      String written =
          JSON.writerWithDefaultPrettyPrinter()
                  .writeValueAsString(
                      JSON.treeToValue(map(OcsfEvents.allowed(action)), TreeMap.class))
              + "\n";
      if (Boolean.parseBoolean(System.getenv("MEISHIGURA_WRITE_GOLDEN"))) {
        Files.createDirectories(GOLDEN);
        Files.writeString(file, written);
      }
      assertThat(Files.readString(file))
          .as("MEISHIGURA_WRITE_GOLDEN=true in the environment writes them anew")
          .isEqualTo(written);
    }
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Action.values()).map(Action::slug).toList());
    }
  }

  @Example
  void a_refusal_says_so_and_why() {
    JsonNode event = map(OcsfEvents.of("card.reveal", Decision.refused, "locked"));

    assertThat(event.path("status").asText()).isEqualTo("Failure");
    assertThat(event.path("status_detail").asText()).isEqualTo("locked");
    assertThat(event.path("action").asText()).isEqualTo("Denied");
    assertThat(event.path("disposition").asText()).isEqualTo("Blocked");
    assertThat(event.path("severity").asText()).isEqualTo("Low");
  }

  @Example
  void what_is_broken_or_cannot_be_undone_is_graver_than_a_refusal() {
    assertThat(severity("card.reveal", Decision.allowed, null)).isEqualTo(1);
    assertThat(severity("card.read", Decision.failed, "keys-unavailable")).isEqualTo(3);
    assertThat(severity("card.read", Decision.failed, "seal-broken")).isEqualTo(4);
    assertThat(severity("card.erase", Decision.allowed, null)).isEqualTo(3);
    assertThat(severity("key.seal", Decision.allowed, null)).isEqualTo(3);
  }

  private int severity(String action, Decision decision, String reason) {
    return map(OcsfEvents.of(action, decision, reason)).path("severity_id").asInt();
  }

  @Example
  void an_action_that_this_version_does_not_know_is_delivered_as_unknown() {
    JsonNode event = map(OcsfEvents.of("card.fold", Decision.allowed, null));

    assertThat(event.path("type_uid").asLong()).isEqualTo(600300);
    assertThat(event.path("metadata").path("event_code").asText()).isEqualTo("card.fold");
  }

  /** Texts come from the event or are fixed: whatever is in one event is in no other one. */
  @Property(tries = 500)
  @Domain(ArbitraryEntries.class)
  void nothing_is_written_that_the_event_does_not_say(@ForAll ChainedEntry entry) {
    Set<String> said = new HashSet<>(FIXED);
    texts(JSON.valueToTree(entry.entry().event().details()), said);
    var event = entry.entry().event();
    said.addAll(event.fields());
    for (Object one :
        new Object[] {
          event.id(),
          event.at(),
          event.service(),
          event.tenant(),
          event.tenantAlias(),
          event.action(),
          event.decision(),
          event.reason(),
          event.card(),
          event.purpose(),
          event.correlation(),
          event.address(),
          event.actor().id(),
          event.actor().client(),
          event.actor().session(),
          event.action() + " " + event.decision(),
          event.action() + " " + event.decision() + ": " + event.reason(),
        }) {
      said.add(String.valueOf(one));
    }
    Set<String> written = new HashSet<>();
    texts(map(entry), written);
    assertThat(said).containsAll(written);

    said.add(entry.entry().appendedAt().toString());
    Set<String> asEcs = new HashSet<>();
    texts(JSON.valueToTree(EcsMapper.map(mapper.map(entry))), asEcs);
    assertThat(said).containsAll(asEcs);
  }

  private static void texts(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      into.add(node.asText());
    }
    node.forEach(child -> texts(child, into));
  }

  private static final Set<String> FIXED = fixed();

  private static Set<String> fixed() {
    Set<String> words =
        new HashSet<>(
            List.of(
                "1.8.0",
                "Meishigura",
                "security_control",
                "host",
                "log.test.example/audit",
                "card",
                "consent",
                "log",
                "consent record",
                "Consent record",
                "purposes",
                "person",
                "Policy",
                "Organization",
                "Relational",
                "gateway",
                "contacts",
                "User",
                "Service",
                "System",
                "Subject",
                "Success",
                "Failure",
                "Allowed",
                "Denied",
                "Blocked",
                "Error",
                "Informational",
                "Low",
                "Medium",
                "High",
                "8.17.0",
                "event",
                "meishigura",
                "meishigura.audit",
                "api",
                "iam",
                "database",
                "creation",
                "deletion",
                "access",
                "change",
                "info",
                "allowed",
                "denied",
                "success",
                "failure",
                "Critical",
                "New",
                "In Progress",
                "Unknown",
                "Observed",
                "Detected",
                "Access Revoked",
                "Rule",
                "detections",
                "alert",
                "intrusion_detection",
                "unknown"));
    for (Action action : Action.values()) {
      Activity activity = Activities.of(action);
      words.addAll(names(activity));
    }
    words.addAll(names(Activities.unknown()));
    return words;
  }

  private static List<String> names(Activity activity) {
    String kind = activity.of().caption();
    return List.of(
        activity.caption(),
        kind,
        activity.of().categoryName(),
        kind + ": " + activity.caption(),
        kind + ": Other");
  }
}
