package jp.meishigura.verifier.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in this process, over a good log that a test may alter. */
abstract class CommandUnderTest {
  final NoteSigner signer = new NoteSigner("log.example/audit");
  final NoteSigner witness = new NoteSigner("witness.example/w1");
  final TestLog log = TestLog.of(signer, 300);

  @TempDir Path folder;

  Path tiles;

  record Outcome(int status, String line, String told) {}

  @BeforeEach
  void publish() {
    tiles = log.publish(folder.resolve("log"));
  }

  static Outcome run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> texts = new ArrayList<>();
    for (Object word : words) {
      texts.add(word.toString());
    }
    int status =
        new Main(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)).run(texts);
    return new Outcome(status, out.toString(UTF_8).strip(), err.toString(UTF_8));
  }

  Outcome verifyLog(Object... more) {
    List<Object> words = new ArrayList<>(List.of("log", "--key", signer.vkey()));
    words.addAll(List.of(more));
    words.add(tiles);
    return run(words.toArray());
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  static void bad(Outcome outcome, String verb, Failure failure) {
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.line()).isEqualTo("bad verb=" + verb + " failure=" + failure.slug());
    assertThat(outcome.told()).isNotBlank();
  }

  void flip(String path, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(tiles.resolve(path));
    bytes[at] ^= 1;
    Files.write(tiles.resolve(path), bytes);
  }
}
