package jp.meishigura.consent.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import jp.meishigura.consent.testing.House;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsTest extends ServiceTest {

  private final ObjectMapper json = new ObjectMapper();

  private static JsonSchema schema(String type) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("src/main/events", type + ".schema.json")));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private List<JsonNode> ofTenant(String topic, int atLeast) {
    return topics.readUntil(topic, counting(atLeast), Duration.ofSeconds(20)).stream()
        .map(this::read)
        .filter(this::ours)
        .toList();
  }

  private Predicate<ConsumerRecord<String, byte[]>> counting(int atLeast) {
    int[] seen = {0};
    return record -> ours(read(record)) && ++seen[0] >= atLeast;
  }

  private boolean ours(JsonNode event) {
    return event.path("tenant").asText().equals(house.tenant().id().toString());
  }

  private JsonNode read(ConsumerRecord<String, byte[]> record) {
    try {
      return json.readTree(record.value());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_registered_purpose_is_told_as_its_schema_says() throws IOException {
    house.withPurpose();
    JsonNode event = ofTenant("purposes", 1).getFirst();
    assertThat(schema("jp.meishigura.purpose.registered.v1").validate(event)).isEmpty();
    assertThat(event.path("purpose").asText()).isEqualTo(House.PURPOSE);
    assertThat(event.path("fields").toString())
        .isEqualTo("[\"name\",\"company\",\"phone\",\"email\"]");
    assertThat(event.path("tenantAlias").asText()).isEqualTo(house.tenant().alias());
  }

  @Test
  void each_change_of_a_card_is_told_in_order_as_its_schema_says() throws IOException {
    long before = System.currentTimeMillis();
    String address = House.freshAddress();
    UUID card = contacts.cardOf(address);
    String token = house.withPurpose().linkFor(card, address);
    House.answer(token, "give");
    House.answer(token, "give");
    House.answer(token, "withdraw");
    List<JsonNode> events = ofTenant("consent", 3);
    JsonSchema schema = schema("jp.meishigura.consent.changed.v1");
    assertThat(events).allSatisfy(event -> assertThat(schema.validate(event)).isEmpty());
    assertThat(events)
        .extracting(event -> event.path("status").asText())
        .containsExactly("ConsentRequested", "ConsentGiven", "ConsentWithdrawn");
    assertThat(events)
        .extracting(event -> event.path("revision").asLong())
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(revision -> revision >= before);
    assertThat(events)
        .extracting(event -> event.has("validUntil"))
        .containsExactly(false, true, false);
    Instant at = Instant.parse(events.get(1).path("at").asText());
    assertThat(Instant.parse(events.get(1).path("validUntil").asText()))
        .isEqualTo(at.plus(Duration.ofDays(365)));
  }

  @Test
  void events_travel_as_cloud_events_keyed_by_card() {
    UUID card = contacts.cardOf(House.freshAddress());
    house.withPurpose().ask(card).statusCode(201);
    ConsumerRecord<String, byte[]> record =
        topics
            .readUntil("consent", one -> one.key().equals(card.toString()), Duration.ofSeconds(20))
            .getLast();
    assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(record, "ce_type")).isEqualTo("jp.meishigura.consent.changed.v1");
    assertThat(header(record, "ce_source")).isEqualTo("/meishigura/consent-service");
    assertThat(header(record, "ce_subject")).isEqualTo(card.toString());
    assertThat(header(record, "ce_tenant")).isEqualTo(house.tenant().id().toString());
    assertThat(header(record, "content-type")).isEqualTo("application/json");
  }

  @Test
  void revisions_grow_per_card_over_all_purposes() {
    house.withPurpose().register(House.purpose("second")).statusCode(201);
    UUID card = contacts.cardOf(House.freshAddress());
    house.ask(card).statusCode(201);
    house
        .as("member")
        .body(House.request(card, "second"))
        .post("/v1/consent-requests")
        .then()
        .statusCode(201);
    assertThat(ofTenant("consent", 2))
        .extracting(event -> event.path("revision").asLong())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void every_step_and_every_refusal_is_on_record_and_pseudonymous() {
    String address = House.freshAddress();
    UUID card = contacts.cardOf(address);
    house.withPurpose();
    house.register(House.purpose(House.PURPOSE)).statusCode(409);
    house.as("member").body(House.purpose("x")).post("/v1/purposes").then().statusCode(403);
    String token = house.linkFor(card, address);
    house.ask(card).statusCode(409);
    House.look(token);
    House.answer(token, "give");
    House.answer(token, "refuse");
    House.answer(token, "withdraw");
    List<String> seen =
        topics
            .readUntil(
                "audit",
                record -> {
                  JsonNode event = read(record);
                  return ours(event) && event.path("action").asText().equals("consent.withdraw");
                },
                Duration.ofSeconds(20))
            .stream()
            .map(this::read)
            .filter(this::ours)
            .map(
                event ->
                    event.path("action").asText()
                        + " "
                        + event.path("decision").asText()
                        + " "
                        + event.at("/actor/kind").asText()
                        + " "
                        + event.path("reason").asText())
            .map(String::strip)
            .toList();
    assertThat(seen)
        .contains(
            "purpose.register allowed person",
            "purpose.register refused person purpose-exists",
            "access.refused refused person role-missing",
            "consent.request allowed person",
            "consent.request refused person consent-already-asked",
            "consent.mail allowed system",
            "consent.page allowed subject",
            "consent.give allowed subject",
            "consent.refuse refused subject answered-otherwise",
            "consent.withdraw allowed subject");
  }
}
