package jp.meishigura.audit.outlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jp.meishigura.audit.LogUnderTest;
import jp.meishigura.audit.SampleEvent;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.Settings.ToKafka;
import jp.meishigura.audit.outlet.Settings.ToSyslog;
import jp.meishigura.audit.outlet.SyslogReceiver.Message;
import jp.meishigura.audit.outlet.kafka.KafkaSink;
import jp.meishigura.audit.outlet.syslog.SyslogSink;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Outlets on the real log, to real receivers, with everything that may happen to either. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(180)
class OutletLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static TestCertificates authority;
  private static TestCertificates.Identity localhost;

  @FromStand StandDatabase database;
  @FromStand StandTopics topics;
  @FromStand TestIssuer issuer;

  @Inject LogReader reader;
  @Inject SiemJson json;
  @Inject Monotonic clock;
  @Inject MeterRegistry meters;
  @Inject TopicIds ids;

  private final Tenant tenant = TestTenants.fresh();
  private final String name = "syslog:" + tenant.alias();
  private final List<OutletLoop> loops = new ArrayList<>();
  private LogUnderTest log;
  private SyslogReceiver receiver;

  @BeforeAll
  static void certify() throws IOException {
    authority = TestCertificates.in(folder);
    localhost = authority.issue("localhost");
  }

  @BeforeEach
  void listen() throws IOException {
    log = new LogUnderTest(database, topics, issuer);
    receiver = new SyslogReceiver(0, localhost, null);
  }

  @AfterEach
  void stop() throws Exception {
    for (OutletLoop loop : loops) {
      loop.stop();
    }
    receiver.close();
  }

  private OutletLoop start(Sink sink) {
    OutletLoop loop =
        new OutletLoop(
            new Outlet(name, tenant, "a test"),
            sink,
            reader,
            Settings.impatient(),
            new Lag(name, loops.size(), clock, meters));
    loops.add(loop);
    loop.start();
    return loop;
  }

  private OutletLoop startSyslog(int overlap) {
    return start(
        new SyslogSink(ToSyslog.at(receiver.port(), authority.caFile()).overlap(overlap), json));
  }

  private List<SampleEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> SampleEvent.of(tenant, "card.read").with("purpose", "営業 " + i))
        .toList();
  }

  /** The tenant's leaf indexes, as the database has them. */
  private List<Long> leaves() {
    List<Long> leaves = new ArrayList<>();
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement(
                "select leaf_index from entries where tenant_id = ? order by leaf_index")) {
      select.setObject(1, tenant.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          leaves.add(row.getLong(1));
        }
      }
      return leaves;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> received() {
    return receiver.messages().stream().map(Message::leaf).toList();
  }

  private void awaitAllReceived() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(new HashSet<>(received())).isEqualTo(new HashSet<>(leaves())));
  }

  /** In leaf order, nothing twice. The loop's own record may be the last to arrive. */
  private void awaitReceivedOnce() {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(received()).isEqualTo(leaves()));
  }

  /** Every message names the tenant's entry before it, so that a receiver sees its own gaps. */
  private void assertChained() {
    List<Long> leaves = leaves();
    for (Message message : receiver.messages()) {
      int place = leaves.indexOf(message.leaf());
      assertThat(message.previous()).isEqualTo(place == 0 ? null : leaves.get(place - 1));
      assertThat(message.tenant()).isEqualTo(tenant.id().toString());
    }
  }

  private long position() {
    return log.number(
        "select coalesce(max(next_leaf), -1) from outlet_positions where outlet = ?", name);
  }

  @Test
  void all_of_a_tenants_entries_arrive_in_leaf_order_and_nobody_elses() {
    List<SampleEvent> mixed = new ArrayList<>();
    for (SampleEvent event : events(200)) {
      mixed.add(event);
      mixed.add(SampleEvent.of(TestTenants.fresh(), "card.read"));
    }
    log.append(mixed);
    startSyslog(0);
    awaitAllReceived();
    log.append(events(30));
    awaitReceivedOnce();

    assertChained();
    assertThat(receiver.faults()).isEmpty();
  }

  @Test
  void where_a_tenants_log_goes_is_on_its_record_once() {
    startSyslog(0);
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
        tenant.id());
    awaitAllReceived();
    log.append(events(20));
    awaitAllReceived();

    // It does not write of what it delivers: that would be delivered, for ever.
    assertThat(leaves()).hasSize(21);
    assertThat(receiver.messages().getFirst().event().at("/unmapped/details/to").asText())
        .isEqualTo("a test");
  }

  @Test
  void what_a_killed_receiver_had_not_read_is_sent_again_with_the_same_leaf() {
    log.append(events(400));
    receiver.breakAfter(150_000);
    startSyslog(400);
    awaitAllReceived();

    assertThat(receiver.connections()).isGreaterThan(1);
    assertChained();
    assertThat(receiver.faults()).isEmpty();
    Map<Long, Set<String>> texts = new HashMap<>();
    receiver
        .messages()
        .forEach(
            message ->
                texts
                    .computeIfAbsent(message.leaf(), leaf -> new HashSet<>())
                    .add(new String(message.octets(), UTF_8)));
    assertThat(texts.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  @Test
  void a_receiver_that_is_killed_again_and_again_loses_nothing() throws Exception {
    startSyslog(300);
    for (int round = 0; round < 4; round++) {
      receiver.breakAfter(20_000 + round * 7_777L);
      log.append(events(60));
      Thread.sleep(100);
    }
    receiver.breakAfter(Long.MAX_VALUE);
    awaitAllReceived();

    assertThat(receiver.connections()).isGreaterThan(2);
    assertChained();
    assertThat(receiver.faults()).isEmpty();
  }

  @Test
  void a_receiver_that_reads_nothing_holds_up_nobody() {
    receiver.pause();
    startSyslog(0);
    log.append(events(600));
    log.append(events(50));
    log.auditor(tenant).get("/v1/entries").then().statusCode(200);
    assertThat(receiver.messages()).isEmpty();

    receiver.goOn();
    awaitReceivedOnce();
  }

  @Test
  void a_restart_goes_on_where_it_stopped() throws Exception {
    OutletLoop first = startSyslog(0);
    log.append(events(40));
    awaitAllReceived();
    await().atMost(PATIENCE).until(() -> position() == leaves().getLast() + 1);
    first.stop();
    int before = receiver.messages().size();

    log.append(events(40));
    startSyslog(0);
    awaitAllReceived();

    assertThat(receiver.messages().get(before).leaf()).isGreaterThan(leaves().get(before - 1));
    awaitReceivedOnce();
  }

  @Test
  void a_restart_sends_again_what_may_have_lain_in_buffers() throws Exception {
    OutletLoop first = startSyslog(10);
    log.append(events(40));
    awaitAllReceived();
    await().atMost(PATIENCE).until(() -> position() == leaves().getLast() + 1);
    first.stop();
    int before = receiver.messages().size();
    List<Long> last = leaves().subList(before - 10, before);

    startSyslog(10);
    awaitAllReceived();

    assertThat(received().subList(before, before + 10)).isEqualTo(last);
  }

  @Test
  void the_position_outlives_a_process_that_could_not_let_go_of_it() {
    log.append(events(10));
    UUID killed = UUID.randomUUID();
    Outlet outlet = new Outlet(name, tenant, "a test");
    reader.begin(outlet, killed, Duration.ofSeconds(4), true);
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
        tenant.id());
    List<Long> leaves = leaves();
    assertThat(reader.advance(outlet, killed, leaves.get(5), Duration.ofSeconds(4))).isTrue();

    startSyslog(0);
    await().atMost(PATIENCE).until(() -> !receiver.messages().isEmpty());

    assertThat(received().getFirst()).isEqualTo(leaves.get(5));
    // Who comes back from the dead keeps nothing.
    assertThat(reader.advance(outlet, killed, 1_000_000, Duration.ofSeconds(4))).isFalse();
  }

  @Test
  void of_two_instances_one_sends() {
    startSyslog(0);
    startSyslog(0);
    log.append(events(200));
    awaitAllReceived();
    log.append(events(200));
    awaitReceivedOnce();

    assertThat(receiver.connections()).isEqualTo(1);
  }

  @Test
  void an_outlet_never_goes_back() {
    Outlet outlet = new Outlet(name, tenant, "a test");
    UUID holder = UUID.randomUUID();
    reader.begin(outlet, holder, Duration.ofSeconds(10), false);
    reader.advance(outlet, holder, 50, Duration.ofSeconds(10));
    reader.advance(outlet, holder, 20, Duration.ofSeconds(10));

    assertThat(position()).isEqualTo(50);
  }

  @Test
  void postgresql_shows_an_outlet_to_its_tenant_alone() throws Exception {
    reader.begin(
        new Outlet(name, tenant, "a test"), UUID.randomUUID(), Duration.ofSeconds(1), false);

    try (Connection app = database.asApp();
        var statement = app.createStatement()) {
      statement.execute(
          "select set_config('app.tenant', '" + TestTenants.fresh().id() + "', false)");
      try (ResultSet row = statement.executeQuery("select count(*) from outlet_positions")) {
        row.next();
        assertThat(row.getLong(1)).isZero();
      }
    }
  }

  // -- Kafka

  private String topic(Map<String, String> settings) throws Exception {
    String topic = topics.prefix() + "siem." + tenant.alias();
    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1).configs(settings))).all().get();
    }
    return topic;
  }

  private KafkaSink kafka(String topic) {
    return new KafkaSink(
        topics.bootstrap(),
        ToKafka.topic(topic),
        json,
        () -> ids.watch(topic, Duration.ofMillis(200)));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Test
  void a_topic_gets_all_entries_in_order_as_cloudevents() throws Exception {
    List<SampleEvent> events = events(150);
    log.append(events);
    start(kafka(topic(Map.of("cleanup.policy", "delete"))));
    log.awaitNumber(
        1,
        "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
        tenant.id());
    List<Long> leaves = leaves();

    List<ConsumerRecord<String, byte[]>> records =
        topics.readUntil(
            "siem." + tenant.alias(),
            record -> header(record, "ce_leaf").equals(leaves.getLast().toString()),
            PATIENCE);

    assertThat(records)
        .extracting(record -> Long.valueOf(header(record, "ce_leaf")))
        .isEqualTo(leaves);
    assertThat(records)
        .extracting(ConsumerRecord::partition)
        .containsOnly(records.getFirst().partition());
    ConsumerRecord<String, byte[]> second = records.get(1);
    assertThat(second.key()).isEqualTo(tenant.id().toString());
    assertThat(header(second, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(second, "ce_id")).isEqualTo(events.get(1).id().toString());
    assertThat(header(second, "ce_type")).isEqualTo("jp.meishigura.siem.ocsf.v1");
    assertThat(header(second, "ce_source")).isEqualTo("/meishigura/audit-service");
    assertThat(header(second, "ce_time")).isEqualTo("2026-11-02T00:00:00.123456789Z");
    assertThat(header(second, "ce_tenant")).isEqualTo(tenant.id().toString());
    assertThat(header(second, "ce_previousleaf")).isEqualTo(leaves.getFirst().toString());
    assertThat(header(second, "content-type")).isEqualTo("application/json");
    assertThat(header(records.getFirst(), "ce_previousleaf")).isNull();
    assertThat(new ObjectMapper().readTree(second.value()).at("/metadata/sequence").asLong())
        .isEqualTo(leaves.get(1));
    await().atMost(PATIENCE).until(() -> position() == leaves.getLast() + 1);
  }

  @Test
  void a_topic_that_is_made_later_gets_everything() throws Exception {
    log.append(events(20));
    start(kafka(topics.prefix() + "siem." + tenant.alias()));
    log.append(events(20));
    Thread.sleep(2_000);
    assertThat(position()).isLessThanOrEqualTo(0);

    topic(Map.of());
    await().atMost(PATIENCE).until(() -> position() > leaves().get(39));
    // However often it was tried.
    assertThat(
            log.number(
                "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
                tenant.id()))
        .isEqualTo(1);
  }

  @Test
  void a_topic_that_was_lost_and_made_anew_gets_all_that_it_would_still_keep() throws Exception {
    log.append(events(30));
    start(kafka(topic(Map.of("cleanup.policy", "delete", "retention.ms", "86400000"))));
    awaitDelivered();

    lose();
    topic(Map.of());
    await().atMost(PATIENCE).until(() -> delivered().size() > 30);
    log.append(events(10));
    awaitDelivered();

    // How it came that a tenant's SIEM has everything twice is on the tenant's record.
    log.awaitNumber(
        2,
        "select count(*) from entries where tenant_id = ? and action = 'audit.outlet'",
        tenant.id());
  }

  @Test
  void a_topic_that_was_lost_while_nobody_looked_gets_everything_too() throws Exception {
    OutletLoop first = start(kafka(topic(Map.of())));
    log.append(events(30));
    awaitDelivered();
    first.stop();
    lose();
    String anew = topic(Map.of());

    start(kafka(anew));

    awaitDelivered();
  }

  @Test
  void what_a_topic_would_not_keep_any_more_is_not_sent_to_it_again() throws Exception {
    log.append(events(30));
    log.awaitPublished();
    OutletLoop first = start(kafka(topic(Map.of("retention.ms", "500"))));
    await().atMost(PATIENCE).until(() -> position() > leaves().get(29));
    first.stop();
    lose();
    Thread.sleep(1_000);
    String anew = topic(Map.of("retention.ms", "500"));
    List<Long> before = leaves();

    start(kafka(anew));
    log.append(events(1));

    await().atMost(PATIENCE).until(() -> delivered().contains(leaves().getLast()));
    assertThat(delivered()).doesNotContainAnyElementsOf(before.subList(0, 30));
  }

  private void lose() throws Exception {
    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      admin.deleteTopics(List.of(topics.prefix() + "siem." + tenant.alias())).all().get();
      await()
          .until(
              () ->
                  !admin
                      .listTopics()
                      .names()
                      .get()
                      .contains(topics.prefix() + "siem." + tenant.alias()));
    }
  }

  private void awaitDelivered() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(delivered()).isEqualTo(new TreeSet<>(leaves())));
  }

  /** The leaf indexes that the topic has now. */
  private Set<Long> delivered() {
    return topics.read("siem." + tenant.alias()).stream()
        .map(record -> Long.valueOf(header(record, "ce_leaf")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_compacted_topic_gets_nothing() throws Exception {
    String topic = topic(Map.of("cleanup.policy", "compact"));

    assertThat(catchThrowable(() -> kafka(topic).open())).isInstanceOf(IOException.class);
    try (AdminClient admin = AdminClient.create(Map.of("bootstrap.servers", topics.bootstrap()))) {
      assertThat(ends(admin, topic)).isZero();
    }
  }

  private static long ends(AdminClient admin, String topic)
      throws ExecutionException, InterruptedException {
    var partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }
}
