package jp.meishigura.audit.outlet;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What the configuration says happens, in the service as it is started. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@TestProfile(OutletsTest.OneContract.class)
class OutletsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A contract of a tenant that has another's beside it. */
  public static final class OneContract implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "meishigura.outlets.tenants.contract", UUID.randomUUID().toString(),
          "meishigura.outlets.interval", "50ms",
          "meishigura.outlets.lease", "2s",
          "meishigura.outlets.kafka.soc.tenant", "contract",
          "meishigura.outlets.kafka.soc.topic", "siem." + UUID.randomUUID(),
          "meishigura.outlets.kafka.soc.format", "ecs");
    }
  }

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  private static String config(String key) {
    return ConfigProvider.getConfig().getValue("meishigura.outlets." + key, String.class);
  }

  @Test
  void a_configured_contract_is_delivered_and_measured() throws Exception {
    String topic = config("kafka.soc.topic");
    Tenant tenant = new Tenant(UUID.fromString(config("tenants.contract")), "contract");
    LogUnderTest log = new LogUnderTest(database, topics, issuer);
    log.append(List.of(SampleEvent.of(tenant, "card.read"), SampleEvent.of(tenant, "card.read")));
    // The topic is not there yet: three entries wait, its beginning among them.
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("lag")).isGreaterThan(1));

    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("lag")).isZero());
    assertThat(metric("success_age")).isLessThan(60);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", topics.bootstrap()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(consumer.poll(Duration.ofMillis(200)))
                      .anySatisfy(
                          record ->
                              assertThat(new String(record.value(), UTF_8))
                                  .contains("\"ecs.version\"")));
    }
  }

  /** A gauge of the outlet, as operators scrape it. */
  private static double metric(String name) {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    String page = given().get("http://127.0.0.1:" + port + "/q/metrics").asString();
    return page.lines()
        .filter(line -> line.startsWith("meishigura_outlet_" + name + "{"))
        .filter(line -> line.contains("outlet=\"kafka:soc\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(-1);
  }
}
