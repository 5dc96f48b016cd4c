package jp.meishigura.platform.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.audit.Receipts;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.Stand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.testing.SuspendedKafka;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The producing service's side: numbers, what is sent again, and what may go when. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class ReceiptsTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String SERVICE = "notes-service";
  private static final String NUMBERED = "select count(*) from outbox where subject = ";

  @FromStand Stand stand;
  @FromStand StandDatabase database;
  @FromStand StandTopics topics;

  @Inject TenantTransactions transactions;
  @Inject AuditTrail trail;
  @Inject ObjectMapper json;

  private final Tenant tenant = TestTenants.fresh();

  /** A record as it came to Kafka. */
  private record Sent(String stream, long number, UUID event, UUID card) {}

  private UUID recorded() {
    UUID card = UUID.randomUUID();
    transactions.run(
        tenant,
        () -> trail.record(AuditRecord.of("a.b", AuditRecord.Actor.system("a-test")).card(card)));
    return card;
  }

  private List<Sent> sentUntil(UUID card) {
    return topics
        .readUntil("audit", record -> header(record, "ce_subject").equals(card.toString()), SOON)
        .stream()
        .filter(record -> !header(record, EventHeaders.SEQUENCE).isEmpty())
        .filter(record -> !header(record, EventHeaders.SUBJECT).isEmpty())
        .map(
            record ->
                new Sent(
                    header(record, EventHeaders.STREAM),
                    Long.parseLong(header(record, EventHeaders.SEQUENCE)),
                    UUID.fromString(header(record, EventHeaders.ID)),
                    UUID.fromString(header(record, EventHeaders.SUBJECT))))
        .toList();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private Sent sent(UUID card) {
    return sentUntil(card).getLast();
  }

  private long waiting(UUID card) {
    return number("select count(*) from outbox where subject = '" + card + "'");
  }

  private long number(String sql) {
    try (Connection admin = database.asAdmin();
        Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void answer(String key, Receipts receipts) {
    try {
      topics.send(
          Receipts.TOPIC,
          key,
          EventHeaders.of(
              UUID.randomUUID(),
              Receipts.TYPE,
              "audit-service",
              new UUID(0, 0),
              null,
              Instant.now()),
          json.writeValueAsBytes(receipts));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Receipts receipt(String producer, String stream, long number, UUID... events) {
    return new Receipts(
        producer,
        UUID.fromString(stream),
        false,
        List.of(new Receipts.Run(number, 17, List.of(events))));
  }

  private static Receipts receipt(Sent sent) {
    return receipt(SERVICE, sent.stream(), sent.number(), sent.event());
  }

  /** Returns when this receipt, and so each one sent before it, was read. */
  private void answerAndAwait(UUID card) {
    answer(SERVICE, receipt(sent(card)));
    await().atMost(SOON).until(() -> waiting(card) == 0);
  }

  @Test
  void records_of_many_transactions_leave_under_numbers_without_a_gap() throws Exception {
    Set<UUID> cards = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<UUID>> recorded = new ArrayList<>();
      for (int one = 0; one < 300; one++) {
        recorded.add(threads.submit(this::recorded));
      }
      for (Future<UUID> one : recorded) {
        cards.add(one.get());
      }
    }
    UUID last = recorded();
    cards.add(last);
    Map<Long, UUID> events = new LinkedHashMap<>();
    for (Sent one : sentUntil(last)) {
      if (cards.contains(one.card())) {
        // What comes again has the number that it had.
        assertThat(events.merge(one.number(), one.event(), (known, _) -> known))
            .isEqualTo(one.event());
      }
    }
    List<Long> numbers = List.copyOf(events.keySet());
    assertThat(numbers)
        .as("in the order in which they first came")
        .isEqualTo(LongStream.range(numbers.getFirst(), numbers.getFirst() + 301).boxed().toList());
    assertThat(events.values()).doesNotHaveDuplicates();
  }

  @Test
  void a_record_stays_until_its_receipt_and_nothing_of_it_after() {
    UUID card = recorded();
    Sent sent = sent(card);
    assertThat(waiting(card)).isEqualTo(1);
    assertThat(database.dump()).contains(card.toString());

    answer(SERVICE, receipt(sent));

    await().atMost(SOON).until(() -> waiting(card) == 0);
    assertThat(database.dump()).doesNotContain(card.toString(), sent.event().toString());
  }

  @Test
  void part_of_a_batch_can_be_answered_and_the_rest_stays() {
    List<UUID> cards = new ArrayList<>();
    transactions.run(
        tenant,
        () -> {
          for (int one = 0; one < 5; one++) {
            cards.add(UUID.randomUUID());
            trail.record(
                AuditRecord.of("a.b", AuditRecord.Actor.system("a-test")).card(cards.getLast()));
          }
        });
    List<Sent> all = sentUntil(cards.getLast());
    List<Sent> batch = all.subList(all.size() - 5, all.size());
    assertThat(batch).extracting(Sent::card).containsExactlyElementsOf(cards);

    answer(
        SERVICE,
        receipt(
            SERVICE,
            batch.get(1).stream(),
            batch.get(1).number(),
            batch.get(1).event(),
            batch.get(2).event()));
    await().atMost(SOON).until(() -> waiting(cards.get(1)) + waiting(cards.get(2)) == 0);
    assertThat(cards).filteredOn(card -> waiting(card) == 1).hasSize(3);

    // Numbers of which some are gone already, and more than there are.
    answer(
        SERVICE,
        receipt(
            SERVICE,
            batch.get(0).stream(),
            batch.get(0).number(),
            batch.get(0).event(),
            batch.get(1).event(),
            batch.get(2).event(),
            batch.get(3).event(),
            batch.get(4).event(),
            UUID.randomUUID()));
    await().atMost(SOON).until(() -> cards.stream().allMatch(card -> waiting(card) == 0));
    assertThat(
            number(
                "select count(*) from audit_batches where first_number <= "
                    + batch.getLast().number()
                    + " and first_number + cardinality(seqs) > "
                    + batch.getFirst().number()
                    + " and stream = '"
                    + batch.getFirst().stream()
                    + "'"))
        .isZero();
  }

  @Test
  void a_receipt_that_does_not_name_this_very_record_purges_nothing() {
    UUID card = recorded();
    Sent sent = sent(card);
    String stream = sent.stream();

    answer("other-service", receipt("other-service", stream, sent.number(), sent.event()));
    answer(SERVICE, receipt(SERVICE, UUID.randomUUID().toString(), sent.number(), sent.event()));
    answer(SERVICE, receipt(SERVICE, stream, sent.number(), UUID.randomUUID()));
    answer(SERVICE, receipt(SERVICE, stream, sent.number() + 1, sent.event()));
    answer(SERVICE, receipt(SERVICE, stream, sent.number() + 1_000_000, sent.event()));
    answer(SERVICE, receipt(SERVICE, stream, Long.MAX_VALUE - 1, sent.event(), sent.event()));
    answer(SERVICE, receipt(SERVICE, stream, -1, sent.event(), sent.event()));
    topics.send(
        Receipts.TOPIC,
        SERVICE,
        EventHeaders.of(UUID.randomUUID(), Receipts.TYPE, "x", tenant.id(), null, Instant.now()),
        "{\"receipts\":[null]}".getBytes(UTF_8));
    answerAndAwait(recorded());

    assertThat(waiting(card)).isEqualTo(1);
    answerAndAwait(card);
  }

  @Test
  void a_record_that_was_never_sent_cannot_be_answered_away() throws SQLException {
    UUID card;
    // As long as somebody else has the relay's lock, nothing is numbered.
    try (Connection other = database.asAdmin();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("select pg_advisory_xact_lock(" + 0x6d65697368690001L + ")");
      card = recorded();
      UUID event =
          UUID.fromString(text("select event_id from outbox where subject = '" + card + "'"));
      long next = number("select next_number from audit_stream");
      try (Connection app = database.asApp();
          Statement sql = app.createStatement()) {
        sql.execute("select set_config('app.system', 'on', false)");
        for (long number = Math.max(0, next - 3); number < next + 3; number++) {
          sql.execute(
              "select purge_answered((select stream from audit_stream), "
                  + number
                  + ", array['"
                  + event
                  + "'::uuid])");
        }
      }
      assertThat(number(NUMBERED + "'" + card + "' and published_at is null")).isEqualTo(1);
    }
    answerAndAwait(card);
  }

  private String text(String sql) {
    try (Connection admin = database.asAdmin();
        Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Test
  void numbers_are_committed_before_anything_is_sent_and_stay() {
    sentUntil(recorded());
    UUID card;
    String numbered;
    try (SuspendedKafka _ = new SuspendedKafka(stand)) {
      card = recorded();
      String number =
          "select b.stream || ' ' || b.first_number + s.n - 1 from audit_batches b"
              + " cross join unnest(b.seqs) with ordinality s(seq, n) join outbox o on o.seq ="
              + " s.seq where b.sent_at is null and o.subject = '"
              + card
              + "'";
      await().atMost(SOON).until(() -> number("select count(*) from (" + number + ") x") == 1);
      numbered = text(number);
    }
    Sent sent = sent(card);
    assertThat(sent.stream() + " " + sent.number()).isEqualTo(numbered);
  }

  @Test
  void what_another_instance_has_numbered_and_not_sent_goes_first() throws SQLException {
    UUID before = recorded();
    Sent lost = sent(before);
    // As if another instance had numbered this and died before it was sent.
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("update audit_stream set relay = gen_random_uuid()");
      sql.execute(
          "update audit_batches set sent_at = null where stream = '"
              + lost.stream()
              + "' and first_number = (select max(first_number) from audit_batches where stream = '"
              + lost.stream()
              + "' and first_number <= "
              + lost.number()
              + ")");
    }
    UUID after = recorded();
    List<Sent> all = sentUntil(after);
    int again = all.lastIndexOf(lost);
    assertThat(all.indexOf(lost)).as("sent twice").isLessThan(again);
    assertThat(all.getLast().number()).isGreaterThan(lost.number());
  }

  @Test
  void a_record_whose_receipt_is_lost_is_sent_again_under_its_number() {
    UUID card = recorded();
    Sent first = sent(card);
    await()
        .atMost(SOON)
        .until(() -> sentUntil(recorded()).stream().filter(first::equals).count() >= 2);
    assertThat(sentUntil(recorded()).stream().filter(one -> one.card().equals(card)))
        .allMatch(first::equals);
    answerAndAwait(card);
  }

  @Test
  void a_database_that_repeats_numbers_goes_on_in_another_stream() {
    Sent old = sent(recorded());
    answer(SERVICE, new Receipts(SERVICE, UUID.randomUUID(), true, List.of()));
    answerAndAwait(recorded());
    Sent same = sent(recorded());
    assertThat(same.stream()).as("a foreign stream's end is none of ours").isEqualTo(old.stream());

    answer(SERVICE, new Receipts(SERVICE, UUID.fromString(old.stream()), true, List.of()));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(sent(recorded()).stream()).isNotEqualTo(old.stream()));
    String stream = text("select stream from audit_stream");
    List<Sent> fresh =
        sentUntil(recorded()).stream().filter(one -> one.stream().equals(stream)).toList();
    assertThat(fresh.getFirst().number()).isZero();
  }

  @Test
  void the_services_role_purges_by_receipt_only() throws SQLException {
    UUID card = recorded();
    sent(card);
    try (Connection app = database.asApp();
        Statement sql = app.createStatement()) {
      sql.execute("select set_config('app.system', 'on', false)");
      for (String attack :
          List.of(
              "delete from outbox",
              "delete from audit_batches",
              "update audit_batches set first_number = 0",
              "update outbox set data = '{}'",
              "delete from audit_stream")) {
        assertThatThrownBy(() -> sql.execute(attack))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
      // In a tenant's transaction, even with everything known.
      Sent sent = sent(card);
      sql.execute("select set_config('app.system', '', false)");
      sql.execute("select set_config('app.tenant', '" + tenant.id() + "', false)");
      sql.execute(
          "select purge_answered('"
              + sent.stream()
              + "', "
              + sent.number()
              + ", array['"
              + sent.event()
              + "'::uuid])");
    }
    assertThat(waiting(card)).isEqualTo(1);
  }
}
