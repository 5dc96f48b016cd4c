package jp.meishigura.gateway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** No record, no key. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class RecordsTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;

  private final ObjectMapper json = new ObjectMapper();
  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private List<JsonNode> records(String action) {
    List<JsonNode> found = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement("select data from outbox where tenant_id = ? order by seq")) {
      select.setObject(1, tenant.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          JsonNode event = json.readTree(row.getString(1));
          if (event.path("action").asText().equals(action)) {
            found.add(event);
          }
        }
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  @Test
  void a_release_says_who_asked_for_whom_for_what_and_how_many() {
    Asking.Key key = us().made(subject);
    us().release(key.id(), UUID.randomUUID(), UUID.randomUUID()).statusCode(200);

    JsonNode event = records("key.release").getLast();
    assertThat(event.path("actor").path("client").asText()).isEqualTo("contacts-service");
    assertThat(event.path("decision").asText()).isEqualTo("allowed");
    assertThat(event.path("purpose").asText()).isEqualTo("sales-follow-up");
    assertThat(event.path("details").path("actor").asText()).isEqualTo("a-person-of-a-test");
    assertThat(event.path("details").path("reason").asText()).isEqualTo("read");
    assertThat(event.path("details").path("count").asInt()).isEqualTo(1);
    assertThat(event.path("details").path("missing").asInt()).isEqualTo(2);
  }

  @Test
  void a_creation_tells_new_keys_from_old_ones() {
    us().made(subject);
    us().create(subject, UUID.randomUUID(), UUID.randomUUID()).statusCode(201);

    List<JsonNode> events = records("key.create");
    assertThat(events.getFirst().path("details").path("kind").asText()).isEqualTo("tenant");
    JsonNode last = events.getLast();
    assertThat(last.path("details").path("kind").asText()).isEqualTo("subject");
    assertThat(last.path("details").path("count").asInt()).isEqualTo(3);
    assertThat(last.path("details").path("existing").asInt()).isEqualTo(1);
  }

  @Test
  void a_release_of_index_keys_names_the_fields() {
    us().index("phone", "email").statusCode(200);
    JsonNode event = records("index-key.release").getLast();
    assertThat(event.path("fields")).extracting(JsonNode::asText).contains("phone", "email");
    assertThat(event.path("details").path("count").asInt()).isEqualTo(2);
  }

  @Test
  void an_attempt_that_found_nothing_is_on_record_too() {
    us().release(UUID.randomUUID()).statusCode(200);
    assertThat(records("key.release").getLast().path("details").path("missing").asInt())
        .isEqualTo(1);
  }

  @Test
  void when_the_record_cannot_be_written_no_key_leaves_and_none_is_made() throws SQLException {
    Asking.Key key = us().made(subject);
    us().index("phone").statusCode(200);
    UUID never = UUID.randomUUID();
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      us().release(key.id()).statusCode(500).body("keys", equalTo(null));
      us().create(never).statusCode(500).body("keys", equalTo(null));
      us().index("phone").statusCode(500).body("keys", equalTo(null));
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
    assertThat(database.dump()).doesNotContain(never.toString());
    us().release(key.id()).statusCode(200);
  }

  @Test
  void a_destruction_names_the_subject_the_order_and_whether_it_was_the_first() {
    us().made(subject);
    UUID order = UUID.randomUUID();
    us().destroy(order, subject).statusCode(200);
    us().destroy(order, subject).statusCode(200);
    List<JsonNode> events = records("key.destroy");
    assertThat(events).hasSize(2);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.path("card").asText()).isEqualTo(subject.toString());
              assertThat(event.path("details").path("order").asText()).isEqualTo(order.toString());
            });
    assertThat(events.getFirst().path("details").path("again").asBoolean()).isFalse();
    assertThat(events.getLast().path("details").path("again").asBoolean()).isTrue();
  }

  @Test
  void records_are_what_their_schema_says() throws IOException {
    Asking.Key key = us().made(subject);
    us().release(key.id()).statusCode(200);
    us().index("phone").statusCode(200);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                Files.readString(
                    Stand.repository()
                        .resolve(
                            "platform/src/main/events/jp.meishigura.audit.recorded.v1.schema.json")));
    us().renew(subject).statusCode(201);
    us().retire(key.id()).statusCode(200);
    Asking operator = Asking.asOperator(issuer, tenant);
    operator.rotate("index-key").statusCode(202);
    us().retireIndex(1).statusCode(200);
    us().destroy(UUID.randomUUID(), subject).statusCode(200);
    us().create(subject).statusCode(409);
    operator.seal(true).statusCode(200);
    us().release(key.id()).statusCode(423);
    operator.seal(false).statusCode(200);
    String rotation = operator.rotate("tenant-key").statusCode(202).extract().path("id");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> operator.rotation(rotation).body("state", equalTo("finished")));
    for (String action :
        List.of(
            "key.create",
            "key.release",
            "key.renew",
            "key.retire",
            "key.destroy",
            "key.rotate",
            "key.seal",
            "key.unseal",
            "index-key.release",
            "index-key.retire")) {
      assertThat(records(action))
          .isNotEmpty()
          .allSatisfy(event -> assertThat(schema.validate(event)).isEmpty());
    }
  }
}
