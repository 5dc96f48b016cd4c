package jp.meishigura.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.meishigura.gateway.release.KeyGuard;
import jp.meishigura.gateway.release.TenantRings;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.MovableClock;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.gateway.testing.VaultRoad;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The switch stops everything of one tenant, and of no other. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class SealTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand VaultRoad road;
  @Inject TenantRings rings;
  @Inject MovableClock clock;
  @Inject TenantTransactions transactions;
  @Inject KeyGuard guard;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private Asking operator() {
    return Asking.asOperator(issuer, tenant);
  }

  private static void sealed(ValidatableResponse answer) {
    answer
        .statusCode(423)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:tenant-sealed"))
        .body("keys", nullValue());
  }

  @Test
  void while_sealed_no_key_of_the_tenant_is_given_out_and_afterwards_the_same_ones_are() {
    Asking.Key key = us().made(subject);
    String index = us().index("phone").statusCode(200).extract().path("keys[0].key");
    Asking them = Asking.as(issuer, TestTenants.fresh());
    Asking.Key theirs = them.made(subject);

    operator().seal(true).statusCode(200).body("sealed", equalTo(true));
    for (int again = 0; again < 2; again++) {
      sealed(us().create(subject));
      sealed(us().create(UUID.randomUUID()));
      sealed(us().release(key.id()));
      sealed(us().renew(subject));
      sealed(us().index("phone"));
      sealed(operator().rotate("tenant-key"));
      sealed(operator().rotate("index-key"));
      them.release(theirs.id()).statusCode(200);
    }
    assertThat(database.dump()).contains(tenant.alias()).contains("tenant-sealed");

    operator().seal(false).statusCode(200).body("sealed", equalTo(false));
    us().release(key.id()).statusCode(200).body("keys[0].key", equalTo(key.base64()));
    us().index("phone").statusCode(200).body("keys[0].key", equalTo(index));
  }

  @Test
  void a_tenant_that_never_was_sealed_says_so_and_the_switch_remembers_when() {
    operator()
        .send("GET", Asking.SEAL, null)
        .statusCode(200)
        .body("sealed", equalTo(false))
        .body("since", nullValue());
    operator().seal(false).statusCode(200).body("since", nullValue());
    String since = operator().seal(true).statusCode(200).extract().path("since");
    assertThat(since).isNotNull();
    clock.forward(Duration.ofSeconds(90));
    operator().seal(true).statusCode(200).body("since", equalTo(since));
    operator().send("GET", Asking.SEAL, null).body("since", equalTo(since));
    assertThat(operator().seal(false).statusCode(200).extract().<String>path("since"))
        .isNotEqualTo(since);
  }

  @Test
  void what_was_unwrapped_is_zeroed_at_once() {
    clock.forward(Duration.ofMinutes(6));
    us().made(subject);
    us().index("phone").statusCode(200);
    int before = rings.unwrapped();
    operator().seal(true).statusCode(200);
    assertThat(rings.unwrapped()).isEqualTo(before - 2);
    int asked = road.arrivals();
    sealed(us().release(UUID.randomUUID()));
    sealed(us().create(subject));
    assertThat(road.arrivals())
        .as("a sealed tenant's secrets are not even asked for")
        .isEqualTo(asked);
  }

  @Test
  void what_another_instance_seals_is_dropped_here_when_the_event_comes() {
    clock.forward(Duration.ofMinutes(6));
    us().made(subject);
    int before = rings.unwrapped();
    topics.send(
        "key-policy",
        tenant.id().toString(),
        Map.of(
            EventHeaders.ID,
            UUID.randomUUID().toString(),
            EventHeaders.TYPE,
            "jp.meishigura.keys.sealed.v1",
            EventHeaders.TENANT,
            tenant.id().toString()),
        """
        {"tenant": "%s", "tenantAlias": "%s", "at": "%s"}
        """
            .formatted(tenant.id(), tenant.alias(), clock.instant())
            .getBytes(UTF_8));
    await().atMost(SOON).until(() -> rings.unwrapped() == before - 1);
  }

  @Test
  void sealing_waits_for_whoever_is_giving_a_key_out_and_answers_after_that() throws Exception {
    us().made(subject);
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      // A release that has found the tenant unsealed, and is slow.
      Future<?> release =
          threads.submit(
              () ->
                  transactions.run(
                      tenant,
                      () -> {
                        guard.notSealed();
                        looked.countDown();
                        wait(go);
                      }));
      wait(looked);
      Future<?> seal = threads.submit(() -> operator().seal(true).statusCode(200));
      assertThatThrownBy(() -> seal.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      go.countDown();
      release.get(10, TimeUnit.SECONDS);
      seal.get(10, TimeUnit.SECONDS);
    }
    sealed(us().create(subject));
  }

  @Test
  void whoever_asks_while_a_sealing_commits_sees_what_it_has_set() throws Exception {
    Asking.Key key = us().made(subject);
    try (ExecutorService threads = Executors.newFixedThreadPool(1);
        Connection other = database.asAdmin();
        Statement sql = other.createStatement()) {
      other.setAutoCommit(false);
      sql.execute("select pg_advisory_xact_lock(hashtextextended('" + tenant.id() + "', 7305))");
      sql.execute("insert into seals values ('" + tenant.id() + "', true, now())");
      Future<ValidatableResponse> release = threads.submit(() -> us().release(key.id()));
      assertThatThrownBy(() -> release.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      other.commit();
      sealed(release.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void the_time_of_each_move_is_later_than_that_of_the_one_before_whatever_the_clock_says() {
    String sealed = operator().seal(true).statusCode(200).extract().path("since");
    clock.forward(Duration.ofHours(-1));
    try {
      String unsealed = operator().seal(false).statusCode(200).extract().path("since");
      assertThat(Instant.parse(unsealed)).isAfter(Instant.parse(sealed));
    } finally {
      clock.forward(Duration.ofHours(1));
    }
  }

  private static void wait(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_events_say_what_their_schemas_say_in_the_order_of_the_switch() throws IOException {
    operator().seal(true).statusCode(200);
    operator().seal(true).statusCode(200);
    operator().seal(false).statusCode(200);
    List<ConsumerRecord<String, byte[]>> ours =
        topics
            .readUntil(
                "key-policy",
                record ->
                    record.key().equals(tenant.id().toString())
                        && type(record).equals("jp.meishigura.keys.unsealed.v1"),
                SOON)
            .stream()
            .filter(record -> record.key().equals(tenant.id().toString()))
            .toList();
    assertThat(ours.stream().map(SealTest::type))
        .containsExactly("jp.meishigura.keys.sealed.v1", "jp.meishigura.keys.unsealed.v1");
    for (ConsumerRecord<String, byte[]> event : ours) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(
                      Files.readString(Path.of("src/main/events/" + type(event) + ".schema.json")))
                  .validate(new ObjectMapper().readTree(event.value())))
          .isEmpty();
    }
  }

  private static String type(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader(EventHeaders.TYPE).value(), UTF_8);
  }

  @Test
  void an_erasure_goes_on_while_sealed() {
    Asking.Key key = us().made(subject);
    operator().seal(true).statusCode(200);
    us().destroy(UUID.randomUUID(), subject).statusCode(200);
    operator().seal(false).statusCode(200);
    us().release(key.id()).statusCode(200).body("keys.size()", equalTo(0));
  }
}
