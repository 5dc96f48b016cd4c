package jp.meishigura.audit.outlet.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.Settings.ToSyslog;
import jp.meishigura.audit.outlet.SyslogReceiver;
import jp.meishigura.audit.outlet.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection to a receiver, against a real one over TLS. */
@Timeout(120)
class SyslogSinkTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path ours;
  @TempDir static Path foreign;

  private static TestCertificates authority;
  private static TestCertificates.Identity localhost;
  private static TestCertificates.Identity elsewhere;
  private static TestCertificates.Identity client;
  private static TestCertificates foreignAuthority;

  private final SiemJson json = new SiemJson("log.test.example/audit", new ObjectMapper());
  private SyslogReceiver receiver;

  @BeforeAll
  static void certify() throws IOException {
    authority = TestCertificates.in(ours);
    localhost = authority.issue("localhost");
    elsewhere = authority.issue("siem.elsewhere.example");
    client = authority.issue("audit-service");
    foreignAuthority = TestCertificates.in(foreign);
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = new SyslogReceiver(0, localhost, null);
  }

  @AfterEach
  void stop() throws IOException {
    receiver.close();
  }

  private ToSyslog settings() {
    return ToSyslog.at(receiver.port(), authority.caFile());
  }

  private SyslogSink open(ToSyslog settings) throws IOException {
    SyslogSink sink = new SyslogSink(settings, json);
    sink.open();
    return sink;
  }

  private static ChainedEntry entry(long leaf, String alias, Decision decision) {
    return new ChainedEntry(
        new Entry(
            leaf,
            Instant.parse("2026-11-02T00:00:01Z"),
            new AuditEvent(
                new UUID(1, leaf),
                Instant.parse("2026-11-02T00:00:00.123456789Z"),
                "contacts-service",
                new UUID(2, 2),
                alias,
                new Actor(Actor.Kind.person, "誰か\u2028\"]\\", "web", null),
                "card.read",
                decision,
                decision == Decision.allowed ? null : "locked",
                new UUID(3, 3),
                "営業\"]\\",
                List.of(),
                Map.of("note", "髙①𠮷\n\r\t<1>1 - - - - -"),
                null,
                null)),
        leaf == 0 ? null : leaf - 1);
  }

  static ChainedEntry entryWithEverything(int leaf) {
    return entry(leaf, "青空", Decision.allowed);
  }

  private static List<ChainedEntry> entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(leaf -> entry(leaf, "青空", Decision.allowed)).toList();
  }

  @Test
  void frames_are_exact_whatever_characters_an_event_has() throws IOException {
    SyslogSink sink = open(settings());
    sink.send(entries(0, 500));
    sink.send(List.of(entry(500, "aozora", Decision.refused)));
    await().atMost(PATIENCE).until(() -> receiver.messages().size() == 501);
    sink.close();

    assertThat(receiver.faults()).isEmpty();
    assertThat(receiver.messages())
        .extracting(SyslogReceiver.Message::leaf)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 500).mapToObj(Long::valueOf).toList());
    SyslogReceiver.Message first = receiver.messages().getFirst();
    assertThat(first.previous()).isNull();
    assertThat(first.event().at("/actor/user/uid").asText()).isEqualTo("誰か\u2028\"]\\");
    assertThat(first.event().at("/unmapped/details/note").asText())
        .isEqualTo("髙①𠮷\n\r\t<1>1 - - - - -");
    assertThat(first.priority()).isEqualTo(13 * 8 + 6);
    assertThat(first.id()).isEqualTo("card.read");
    assertThat(first.hostname()).isEqualTo("-");
    SyslogReceiver.Message last = receiver.messages().getLast();
    assertThat(last.priority()).isEqualTo(13 * 8 + 5);
    assertThat(last.previous()).isEqualTo(499);
    assertThat(last.event().at("/metadata/sequence").asLong()).isEqualTo(500);
    // One line each: an event cannot pretend to be two.
    assertThat(receiver.messages())
        .noneMatch(message -> new String(message.octets(), UTF_8).contains("\n"));
  }

  @Test
  void a_receiver_with_a_certificate_of_a_foreign_authority_gets_nothing() {
    ToSyslog settings = ToSyslog.at(receiver.port(), foreignAuthority.caFile());

    assertThatThrownBy(() -> open(settings)).isInstanceOf(SSLException.class);
    assertThat(receiver.messages()).isEmpty();
  }

  @Test
  void a_receiver_with_a_certificate_for_another_name_gets_nothing() throws IOException {
    try (SyslogReceiver other = new SyslogReceiver(0, elsewhere, null)) {
      assertThatThrownBy(() -> open(ToSyslog.at(other.port(), authority.caFile())))
          .isInstanceOf(SSLException.class);
      // Nor by its address, which is in no certificate here.
      assertThatThrownBy(() -> open(settings().host("127.0.0.1"))).isInstanceOf(SSLException.class);
      assertThat(other.messages()).isEmpty();
      assertThat(receiver.messages()).isEmpty();
    }
  }

  @Test
  void a_file_without_certificates_trusts_nobody() throws IOException {
    Path empty = Files.writeString(ours.resolve("empty.pem"), "");

    assertThatThrownBy(() -> open(ToSyslog.at(receiver.port(), empty)))
        .isInstanceOf(IOException.class);
    assertThat(receiver.connections()).isZero();
  }

  @Test
  void a_receiver_that_asks_for_a_certificate_gets_one() throws IOException {
    try (SyslogReceiver strict = new SyslogReceiver(0, localhost, client)) {
      SyslogSink sink = open(ToSyslog.at(strict.port(), authority.caFile()).with(client));
      sink.send(entries(0, 3));
      await().atMost(PATIENCE).until(() -> strict.messages().size() == 3);
      sink.close();

      // TLS 1.3 lets a client without one begin, and tells it afterwards.
      SyslogSink nobody = open(ToSyslog.at(strict.port(), authority.caFile()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThatThrownBy(nobody::check).isInstanceOf(IOException.class));
      nobody.close();
      assertThat(strict.messages()).hasSize(3);
    }
  }

  @Test
  void a_receiver_that_goes_away_is_noticed_though_nothing_is_sent() throws IOException {
    SyslogSink sink = open(settings());
    sink.send(entries(0, 1));
    await().atMost(PATIENCE).until(() -> receiver.messages().size() == 1);
    sink.check();

    receiver.close();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThatThrownBy(sink::check).isInstanceOf(IOException.class));
    sink.close();
  }

  @Test
  void a_receiver_that_takes_nothing_is_given_up_in_the_end() throws IOException {
    receiver.pause();
    SyslogSink sink = open(settings().sendTimeout(Duration.ofSeconds(1)));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                sink.send(entries(i * 200, i * 200 + 200));
              }
            })
        .isInstanceOf(IOException.class);
    sink.close();
  }
}
