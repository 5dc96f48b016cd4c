package jp.meishigura.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.meishigura.local.Port;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.ClientLogin;
import jp.meishigura.local.keycloak.Issuer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log as a tenant's SIEM has it: by the contract of the demo, and by pulling. */
@ExtendWith(WithSuite.class)
class SiemOutletTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void a_killed_audit_service_leaves_no_gap_in_what_a_siem_has(SuiteUnderTest suite)
      throws Exception {
    // What the topics hold from before is of no use here: where a database was put back to an older
    // day, other events have the same leaf indexes since.
    long aozoraFrom = end(suite, "aozora");
    long hinodeFrom = end(suite, "hinode");
    @Nullable Long before = newest(suite);
    long first = before == null ? 0 : before + 1;
    Aozora aozora = new Aozora(suite);
    List<String> cards = new ArrayList<>(aozora.bringIn("renrakusaki-4.0.vcf"));
    for (int round = 0; round < 2; round++) {
      suite.kill("audit-service");
      try {
        for (int i = 0; i < 10; i++) {
          aozora.seen(cards.getFirst());
        }
      } finally {
        suite.startPart("audit-service");
      }
      for (int i = 0; i < 10; i++) {
        aozora.seen(cards.getFirst());
      }
    }

    // Twice ten and twice ten, however often it was killed.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        pulled(suite, first).values().stream()
                            .filter(event -> isRead(event, cards.getFirst()))
                            .count())
                    .isEqualTo(40));
    NavigableMap<Long, JsonNode> fresh = pulled(suite, first);
    assertChained(fresh, before);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(delivered(suite, "aozora", aozoraFrom).keySet())
                    .containsAll(fresh.keySet()));
    SortedMap<Long, JsonNode> delivered = delivered(suite, "aozora", aozoraFrom).tailMap(first);
    assertChained(delivered, before);
    fresh.forEach((leaf, event) -> assertThat(delivered.get(leaf)).isEqualTo(event));
    // Nothing of the one tenant in the other's contract.
    Set<Long> both = new HashSet<>(delivered(suite, "hinode", hinodeFrom).tailMap(first).keySet());
    both.retainAll(delivered.keySet());
    assertThat(both).isEmpty();
  }

  private static boolean isRead(JsonNode event, String card) {
    return event.at("/metadata/event_code").asText().equals("card.read")
        && event.at("/web_resources/0/uid").asText().equals(card);
  }

  /** Each event names the one before it: what is there is everything. */
  private static void assertChained(Map<Long, JsonNode> events, @Nullable Long last) {
    @Nullable Long before = last;
    for (Map.Entry<Long, JsonNode> event : events.entrySet()) {
      JsonNode previous = event.getValue().at("/unmapped/previous_leaf");
      assertThat(previous.isMissingNode() ? null : previous.asLong()).isEqualTo(before);
      before = event.getKey();
    }
  }

  private static @Nullable Long newest(SuiteUnderTest suite) throws Exception {
    NavigableMap<Long, JsonNode> all = pulled(suite, 0);
    return all.isEmpty() ? null : all.lastKey();
  }

  /** All of Aozora's events by their leaf indexes, as its SIEM's client pulls them. */
  private static NavigableMap<Long, JsonNode> pulled(SuiteUnderTest suite, long first)
      throws Exception {
    String token =
        new ClientLogin(Issuer.at(suite.site().ports()), suite.site().secrets())
            .token("siem", Audience.AUDIT, "aozora")
            .reveal();
    NavigableMap<Long, JsonNode> events = new TreeMap<>();
    long from = first;
    int found;
    do {
      Response page =
          Aozora.with(token)
              .queryParam("from", from)
              .queryParam("limit", 500)
              .get(suite.url(Port.AUDIT) + "/v1/siem/events");
      page.then().statusCode(200);
      List<String> lines = page.asString().lines().toList();
      for (String line : lines) {
        add(events, JSON.readTree(line));
      }
      found = lines.size();
      from = Long.parseLong(page.header("Meishigura-Next-Leaf"));
    } while (found == 500);
    return events;
  }

  private static KafkaConsumer<String, byte[]> consumer(SuiteUnderTest suite) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", KafkaPart.bootstrap(suite.site())),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static TopicPartition topic(String tenant) {
    return new TopicPartition("meishigura.siem." + tenant, 0);
  }

  private static long end(SuiteUnderTest suite, String tenant) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(suite)) {
      return consumer.endOffsets(List.of(topic(tenant))).get(topic(tenant));
    }
  }

  /** What a contract's topic got since, by leaf index: what is there twice is there once. */
  private static NavigableMap<Long, JsonNode> delivered(
      SuiteUnderTest suite, String tenant, long from) throws IOException {
    NavigableMap<Long, JsonNode> events = new TreeMap<>();
    TopicPartition topic = topic(tenant);
    try (KafkaConsumer<String, byte[]> consumer = consumer(suite)) {
      consumer.assign(List.of(topic));
      consumer.seek(topic, from);
      long end = consumer.endOffsets(List.of(topic)).get(topic);
      while (consumer.position(topic) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          JsonNode event = JSON.readTree(record.value());
          assertThat(new String(record.headers().lastHeader("ce_leaf").value(), UTF_8))
              .isEqualTo(event.at("/metadata/sequence").asText());
          add(events, event);
        }
      }
    }
    return events;
  }

  private static void add(Map<Long, JsonNode> events, JsonNode event) {
    JsonNode known = events.put(event.at("/metadata/sequence").asLong(), event);
    assertThat(known == null || known.equals(event)).as("the same each time").isTrue();
  }
}
