package jp.meishigura.contacts.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.meishigura.contacts.testing.House.FIELDS;
import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.event.EventHeaders;
import org.junit.jupiter.api.Test;

/** What Kafka brings, in whatever order and however often. */
@QuarkusTest
class ConsentEventsTest extends ContactsTest {

  private static final String TYPE = "jp.meishigura.consent.changed.v1";

  @Test
  void an_old_revision_that_comes_late_changes_nothing() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentWithdrawn", 3, FIELDS, null);
    house.consent(card, PURPOSE, "ConsentGiven", 2, FIELDS, null);
    house.consent(card, PURPOSE, "ConsentRequested", 1, FIELDS, null);
    house.consent(card, PURPOSE, "ConsentGiven", 3, FIELDS, null);
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(423);
    assertThat(house.records("card.state")).hasSize(1);
  }

  @Test
  void an_event_that_comes_twice_counts_once() {
    UUID card = house.withPurpose().create(House.sato());
    Instant now = Instant.now();
    UUID id = UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      house.send(id, "consent", card.toString(), TYPE, body(card, "ConsentGiven", 1), now);
    }
    // And once more under another id, as a producer that was restored from a backup would.
    house.send("consent", card.toString(), TYPE, body(card, "ConsentGiven", 1), now);
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    List<JsonNode> records = house.records("card.state");
    assertThat(records).hasSize(1);
    JsonNode record = records.getFirst();
    assertThat(record.path("tenantAlias").asText()).isEqualTo(house.tenant().alias());
    assertThat(record.path("actor").path("kind").asText()).isEqualTo("system");
    assertThat(record.path("details").path("status").asText()).isEqualTo("ConsentGiven");
  }

  @Test
  void given_withdrawn_and_given_again_ends_open() {
    UUID card = house.withPurpose().create(House.sato());
    List<String> story =
        List.of("ConsentRequested", "ConsentGiven", "ConsentWithdrawn", "RenewedConsentGiven");
    for (int i = 0; i < story.size(); i++) {
      house.consent(card, PURPOSE, story.get(i), i + 1, FIELDS, null);
    }
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    assertThat(house.records("card.state")).hasSize(4);
  }

  @Test
  void an_event_that_cannot_be_read_is_set_aside_and_stops_nothing() throws Exception {
    UUID card = house.withPurpose().create(House.sato());
    List<byte[]> bodies = new ArrayList<>();
    bodies.add("not json".getBytes(UTF_8));
    bodies.add("{}".getBytes(UTF_8));
    bodies.add("null".getBytes(UTF_8));
    bodies.add("{\"revision\":\"佐藤\"}".getBytes(UTF_8));
    for (byte[] body : bodies) {
      topics.send(
          "consent",
          card.toString(),
          EventHeaders.of(
              UUID.randomUUID(), TYPE, "consent-service", house.tenant().id(), null, Instant.now()),
          body);
    }
    topics.send("consent", card.toString(), Map.of(), "{}".getBytes(UTF_8));
    house.consent(card, PURPOSE, "ConsentGiven", 1, FIELDS, null);
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    try (var admin = database.asAdmin();
        var sql = admin.createStatement();
        var row =
            sql.executeQuery("select count(*) from inbox_rejects where key = '" + card + "'")) {
      row.next();
      assertThat(row.getInt(1)).isEqualTo(5);
    }
  }

  @Test
  void events_of_types_to_come_and_members_to_come_are_no_trouble() {
    UUID card = house.withPurpose().create(House.sato());
    house.send(
        "consent",
        card.toString(),
        "jp.meishigura.consent.moved.v7",
        Map.of("x", 1),
        Instant.now());
    Map<String, Object> body = body(card, "ConsentGiven", 1);
    body.put("evidence", Map.of("sha256", "…"));
    body.put("fields", List.of("phone", "iris-scan"));
    house.send("consent", card.toString(), TYPE, body, Instant.now());
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    house.reveal(card, PURPOSE, "email").statusCode(403);
  }

  @Test
  void the_states_of_two_purposes_do_not_meet() {
    UUID card = house.withPurpose().withPurpose("newsletter", FIELDS).create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven", 1, FIELDS, null);
    house.consent(card, "newsletter", "ConsentWithdrawn", 2, FIELDS, null);
    afterwards();
    house.reveal(card, PURPOSE, "phone").statusCode(200);
    house.reveal(card, "newsletter", "phone").statusCode(423);
  }

  private Map<String, Object> body(UUID card, String status, long revision) {
    Map<String, Object> body = new HashMap<>();
    body.put("tenant", house.tenant().id());
    body.put("tenantAlias", house.tenant().alias());
    body.put("card", card);
    body.put("purpose", PURPOSE);
    body.put("purposeVersion", 1);
    body.put("status", status);
    body.put("fields", FIELDS);
    body.put("revision", revision);
    body.put("at", Instant.now().toString());
    return body;
  }

  /** One partition and one consumer: when this one has arrived, so have all before it. */
  private void afterwards() {
    UUID marker = UUID.randomUUID();
    House other = otherHouse();
    other.consent(marker, PURPOSE, "ConsentRequested", 1, FIELDS, null);
    other.awaitState(marker, PURPOSE, "ConsentRequested");
  }
}
