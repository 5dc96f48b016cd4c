package jp.meishigura.verifier.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A log and evidence that Tessera, x/mod and torchwood wrote: see the README beside them. */
class ThirdPartyTest {
  private static final Path FOLDER = Path.of("src/test/resources/third-party");

  private static String verify(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, UTF_8);
    int status = new Main(both, both).run(Arrays.asList(words));
    return status + " " + out.toString(UTF_8).strip();
  }

  private static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static String path(String file) {
    return FOLDER.resolve(file).toString();
  }

  @Test
  void a_log_by_tessera() throws IOException {
    assertThat(verify("log", "--key", text("vkey"), path("log")))
        .startsWith("0 good verb=log origin=log.example/go size=5 ")
        .endsWith("entries-read=5 entries-unread=0 entries-not-commitments=0");
  }

  @Test
  void evidence_by_torchwood_with_two_witnesses() throws IOException {
    String[] words = {
      "evidence",
      "--key",
      text("vkey"),
      "--witness",
      text("vkey-w1"),
      "--witness",
      text("vkey-w2"),
      "--event",
      path("3.json"),
      path("3.tlog-proof")
    };
    assertThat(verify(words))
        .startsWith("0 good verb=evidence origin=log.example/go size=5 ")
        .contains("witness.example/w1@2026-", "witness.example/w2@2026-")
        .endsWith(" index=3");
    words[8] = path("vkey");
    assertThat(verify(words)).startsWith("1 bad verb=evidence failure=evidence-of-another-event");
  }

  @Test
  void an_entry_that_was_read_from_a_bundle() throws IOException {
    byte[] bundle = Files.readAllBytes(FOLDER.resolve("log/tile/entries/000.p/5"));
    byte[] entry = Arrays.copyOfRange(bundle, 3 * 35 + 2, 4 * 35);
    assertThat(
            verify(
                "evidence",
                "--key",
                text("vkey"),
                "--entry",
                Base64.getEncoder().encodeToString(entry),
                path("3.tlog-proof")))
        .startsWith("0 good ");
  }
}
