package jp.meishigura.audit.outlet.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.audit.outlet.Settings.ToSyslog;
import jp.meishigura.audit.outlet.TestCertificates;
import jp.meishigura.platform.testing.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A receiver that others wrote, with the very configuration of deploy/siem: rsyslog, where it and
 * its module for TLS are installed (Debian: rsyslog, rsyslog-gnutls).
 */
@Timeout(120)
class RsyslogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  private static boolean installed() {
    return Files.isExecutable(Path.of("/usr/sbin/rsyslogd"))
        && Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
            .anyMatch(lib -> Files.exists(Path.of(lib, "rsyslog", "lmnsd_gtls.so")));
  }

  @Test
  void rsyslog_writes_every_event_as_it_was() throws Exception {
    if (!installed()) {
      System.err.println("NOT TRIED with rsyslog: install rsyslog and rsyslog-gnutls.");
    }
    assumeTrue(installed(), "rsyslog with TLS is not installed");
    TestCertificates authority = TestCertificates.in(folder);
    TestCertificates.Identity receiver = authority.issue("localhost");
    TestCertificates.Identity client = authority.issue("audit-service");
    Path written = folder.resolve("audit.ndjson");
    int port = freePort();
    Path configuration =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            Files.readString(Stand.repository().resolve("deploy/siem/rsyslog/meishigura.conf"))
                .replace("/etc/rsyslog.d/tls/ca.pem", authority.caFile().toString())
                .replace("/etc/rsyslog.d/tls/receiver.pem", receiver.certificateFile().toString())
                .replace("/etc/rsyslog.d/tls/receiver.key", receiver.keyFile().toString())
                .replace("/var/log/meishigura/audit.ndjson", written.toString())
                .replace("port=\"6514\"", "address=\"127.0.0.1\" port=\"" + port + "\""));
    Process rsyslog =
        new ProcessBuilder(
                "/usr/sbin/rsyslogd",
                "-n",
                "-f",
                configuration.toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("rsyslog.log").toFile())
            .start();
    SiemJson json = new SiemJson("log.test.example/audit", new ObjectMapper());
    SyslogSink sink = new SyslogSink(ToSyslog.at(port, authority.caFile()).with(client), json);
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThatCode(sink::open)
                      .as(() -> text(folder.resolve("rsyslog.log")))
                      .doesNotThrowAnyException());
      List<ChainedEntry> entries =
          IntStream.range(0, 1_000).mapToObj(SyslogSinkTest::entryWithEverything).toList();
      sink.send(entries);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(lines(written))
                      .as(() -> text(folder.resolve("rsyslog.log")))
                      .hasSize(1_000));

      List<JsonNode> events = new ArrayList<>();
      for (String line : lines(written)) {
        events.add(new ObjectMapper().readTree(line));
      }
      List<JsonNode> sent = new ArrayList<>();
      for (ChainedEntry entry : entries) {
        sent.add(
            new ObjectMapper()
                .readTree(json.write(entry, ToSyslog.at(port, authority.caFile()).format())));
      }
      assertThat(events).isEqualTo(sent);
    } finally {
      sink.close();
      rsyslog.destroy();
      if (!rsyslog.waitFor(10, TimeUnit.SECONDS)) {
        rsyslog.destroyForcibly();
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
