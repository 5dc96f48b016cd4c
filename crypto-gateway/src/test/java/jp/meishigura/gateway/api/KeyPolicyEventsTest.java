package jp.meishigura.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is told about keys that came or went, so that whoever holds some acts on it. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class KeyPolicyEventsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @FromStand TestIssuer issuer;
  @FromStand StandTopics topics;

  private final Tenant tenant = TestTenants.fresh();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  @Test
  void a_further_index_key_and_the_end_of_the_older_one_are_told_in_order() throws IOException {
    us().index("phone").statusCode(200);
    Asking.asOperator(issuer, tenant).rotate("index-key").statusCode(202);
    us().retireIndex(1).statusCode(200);
    us().retireIndex(1).statusCode(200);
    Asking.asOperator(issuer, tenant).rotate("index-key").statusCode(202);

    List<ConsumerRecord<String, byte[]>> told = told("/index", 3);

    assertThat(told.stream().map(KeyPolicyEventsTest::type))
        .containsExactly(
            "jp.meishigura.keys.index-added.v1",
            "jp.meishigura.keys.index-retired.v1",
            "jp.meishigura.keys.index-added.v1");
    assertThat(told.stream().map(one -> body(one).path("version").asInt()))
        .containsExactly(2, 1, 3);
    assertAsTheirSchemasSay(told);
  }

  @Test
  void retired_subject_keys_are_told_and_those_that_stay_are_not() throws IOException {
    UUID subject = UUID.randomUUID();
    Asking.Key first = us().made(subject);
    us().retire(first.id()).statusCode(200);
    us().renew(subject).statusCode(201);
    Asking.Key second = us().made(subject);
    us().retire(first.id(), second.id()).statusCode(200);

    List<ConsumerRecord<String, byte[]>> told = told("/retired", 1);

    assertThat(told).hasSize(1);
    assertThat(body(told.getFirst()).path("keyIds"))
        .extracting(JsonNode::asText)
        .containsExactly(first.id().toString());
    assertAsTheirSchemasSay(told);
  }

  /** At least so many events under this key of our tenant. */
  private List<ConsumerRecord<String, byte[]>> told(String key, int count) {
    String ours = tenant.id() + key;
    int[] seen = {0};
    return topics
        .readUntil("key-policy", one -> one.key().equals(ours) && ++seen[0] == count, SOON)
        .stream()
        .filter(one -> one.key().equals(ours))
        .toList();
  }

  private void assertAsTheirSchemasSay(List<ConsumerRecord<String, byte[]>> told)
      throws IOException {
    for (ConsumerRecord<String, byte[]> one : told) {
      String schema = Files.readString(Path.of("src/main/events/" + type(one) + ".schema.json"));
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(body(one)))
          .isEmpty();
      assertThat(body(one).path("tenant").asText()).isEqualTo(tenant.id().toString());
    }
  }

  private static JsonNode body(ConsumerRecord<String, byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader(EventHeaders.TYPE).value(), UTF_8);
  }
}
