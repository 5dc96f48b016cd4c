package jp.meishigura.verifier.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.testlog.LogServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {
  @TempDir Path folder;

  @BeforeEach
  void publish() throws IOException {
    Files.createDirectories(folder.resolve("tile/entries"));
    Files.write(folder.resolve("tile/entries/000"), new byte[100_000]);
    Files.write(folder.resolve("checkpoint"), new byte[200]);
  }

  private static Failure failure(HttpSource source, String path, int limit) {
    return catchThrowableOfType(Refused.class, () -> source.read(path, limit)).failure();
  }

  @Test
  void what_is_there_is_read_and_what_is_not_is_not() throws Exception {
    try (LogServer server = new LogServer(folder).answering("gone", 410);
        HttpSource source = new HttpSource(server.prefix())) {
      assertThat(source.read("checkpoint", 200))
          .hasValueSatisfying(b -> assertThat(b).hasSize(200));
      assertThat(source.read("missing", 200)).isEmpty();
      assertThat(source.read("gone", 200)).isEmpty();
    }
  }

  @Test
  void a_bundle_may_come_compressed_without_being_asked_for() throws Exception {
    try (LogServer server = new LogServer(folder).compressing();
        HttpSource source = new HttpSource(server.prefix())) {
      assertThat(source.read("tile/entries/000", 100_000))
          .hasValueSatisfying(b -> assertThat(b).hasSize(100_000));
      // A hundred bytes on the wire, and a hundred thousand in memory if one let it.
      assertThat(failure(source, "tile/entries/000", 99_999)).isEqualTo(Failure.MALFORMED);
    }
  }

  @Test
  void more_than_is_allowed_is_not_read() throws Exception {
    try (LogServer server = new LogServer(folder);
        HttpSource source = new HttpSource(server.prefix())) {
      for (int limit : new int[] {0, 10, 199}) {
        assertThat(failure(source, "checkpoint", limit)).isEqualTo(Failure.MALFORMED);
      }
      assertThat(failure(source, "tile/entries/000", 10)).isEqualTo(Failure.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 403, 429, 500, 503, 204})
  void any_other_answer_leaves_it_open(int status) throws Exception {
    try (LogServer server = new LogServer(folder).answering("checkpoint", status);
        HttpSource source = new HttpSource(server.prefix())) {
      assertThat(failure(source, "checkpoint", 200)).isEqualTo(Failure.UNREACHABLE);
    }
  }

  @Test
  void a_body_that_does_not_end_is_not_waited_for() throws Exception {
    try (LogServer server = new LogServer(folder).pausing(5000);
        HttpSource source = new HttpSource(server.prefix(), Duration.ofMillis(200))) {
      assertThat(failure(source, "checkpoint", 200)).isEqualTo(Failure.UNREACHABLE);
    }
  }

  @Test
  void nobody_listening_is_said() throws Exception {
    LogServer server = new LogServer(folder);
    URI prefix = server.prefix();
    server.close();
    try (HttpSource source = new HttpSource(prefix)) {
      Refused refused = catchThrowableOfType(Refused.class, () -> source.read("checkpoint", 200));
      assertThat(refused.failure()).isEqualTo(Failure.UNREACHABLE);
      assertThat(refused).hasMessageContaining(prefix.toString()).hasMessageContaining("Connect");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc", "ftp://log.example/", "log.example", "http://x/?a", "https:///x"})
  void only_http_prefixes_are_read(String prefix) {
    assertThatIllegalArgumentException().isThrownBy(() -> new HttpSource(URI.create(prefix)));
  }
}
