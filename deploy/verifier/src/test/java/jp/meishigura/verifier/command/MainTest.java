package jp.meishigura.verifier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.testlog.LogServer;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.Test;

/** What the command prints and exits with: for each way to tamper, and for each way to err. */
class MainTest extends CommandUnderTest {
  @Test
  void a_good_log_is_good() {
    Outcome outcome = verifyLog();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.told()).isEmpty();
    assertThat(outcome.line())
        .isEqualTo(
            "good verb=log origin=log.example/audit size=300 root="
                + TestLog.base64(log.root(300))
                + " served-from=0 recomputed-from=0 entries-read=300 entries-unread=0 entries-not-commitments=0");
  }

  @Test
  void a_changed_entry() throws IOException {
    flip("tile/entries/000", 40);
    bad(verifyLog(), "log", Failure.ENTRY_ALTERED);
  }

  @Test
  void a_changed_tile() throws IOException {
    flip("tile/0/001.p/44", 40);
    bad(verifyLog(), "log", Failure.TILE_ALTERED);
  }

  @Test
  void a_changed_checkpoint() throws IOException {
    String checkpoint = log.checkpoint();
    Path file = tiles.resolve("checkpoint");
    Files.writeString(file, checkpoint.replace("\n300\n", "\n299\n"));
    bad(verifyLog(), "log", Failure.SIGNATURE_WRONG);
    Files.writeString(file, checkpoint.replace("log.example/audit\n", "log.example/other\n"));
    bad(verifyLog(), "log", Failure.WRONG_ORIGIN);
    Files.writeString(file, checkpoint.replace("— log.example/audit", "— log.example/other"));
    bad(verifyLog(), "log", Failure.CHECKPOINT_UNSIGNED);
    Files.writeString(file, "garbage");
    bad(verifyLog(), "log", Failure.MALFORMED);
    Files.writeString(file, TestLog.of(signer, 299).checkpoint());
    // 299 of the 300: signed once, so not wrong by itself. Whoever kept the newer one sees it.
    bad(verifyLog("--since", file("kept", checkpoint)), "log", Failure.LOG_TRUNCATED);
  }

  @Test
  void a_checkpoint_over_another_tree() throws IOException {
    TestLog other = new TestLog(signer);
    other.add(new byte[] {1});
    Files.writeString(tiles.resolve("checkpoint"), other.grow(300).checkpoint());
    bad(verifyLog(), "log", Failure.ROOT_WRONG);
  }

  @Test
  void a_truncated_log() throws IOException {
    Path kept = folder.resolve("kept");
    assertThat(verifyLog("--save", kept).status()).isZero();
    assertThat(verifyLog("--since", kept).status()).isZero();
    tiles = TestLog.of(signer, 299).publish(folder.resolve("shorter"));
    assertThat(verifyLog().status()).isZero();
    bad(verifyLog("--since", kept), "log", Failure.LOG_TRUNCATED);
    tiles = folder.resolve("log");
    Files.delete(tiles.resolve("tile/entries/001.p/44"));
    bad(verifyLog(), "log", Failure.LOG_TRUNCATED);
  }

  @Test
  void a_forked_log_with_valid_signatures() throws IOException {
    Path kept = folder.resolve("kept");
    assertThat(verifyLog("--save", kept).status()).isZero();
    TestLog fork = new TestLog(signer);
    fork.add(new byte[] {1});
    tiles = fork.grow(300).publish(folder.resolve("fork"));
    assertThat(verifyLog().status()).isZero();
    bad(verifyLog("--since", kept), "log", Failure.LOG_FORKED);
    tiles = fork.grow(700).publish(folder.resolve("fork"));
    bad(verifyLog("--since", kept), "log", Failure.LOG_FORKED);
    bad(verifyLog("--since", kept, "--only-new"), "log", Failure.LOG_FORKED);
  }

  @Test
  void nothing_is_saved_of_a_bad_log() throws IOException {
    Path kept = file("kept", log.checkpoint());
    TestLog fork = new TestLog(signer);
    fork.add(new byte[] {1});
    tiles = fork.grow(700).publish(folder.resolve("fork"));
    bad(verifyLog("--since", kept, "--save", kept), "log", Failure.LOG_FORKED);
    assertThat(kept).hasContent(log.checkpoint());
  }

  @Test
  void a_log_that_grew_is_followed_from_checkpoint_to_checkpoint() throws IOException {
    Path kept = folder.resolve("kept");
    assertThat(verifyLog("--save", kept).status()).isZero();
    tiles = log.grow(700).publish(folder.resolve("log"));
    assertThat(verifyLog("--since", kept, "--only-new", "--save", kept).line())
        .contains("size=700", "recomputed-from=256 entries-read=444 entries-unread=256");
    assertThat(kept).hasContent(log.checkpoint());
    assertThat(verifyLog("--only-new").status()).isEqualTo(2);
  }

  @Test
  void entries_that_are_gone_are_counted() throws IOException {
    Files.delete(tiles.resolve("tile/entries/000"));
    assertThat(verifyLog().line())
        .startsWith("good ")
        .contains("served-from=256 ", "entries-unread=256");
    bad(verifyLog("--minimum-index", 0), "log", Failure.LOG_TRUNCATED);
    assertThat(verifyLog("--minimum-index", 256).status()).isZero();
  }

  @Test
  void over_http() throws IOException {
    try (LogServer server = new LogServer(tiles).compressing()) {
      assertThat(run("log", "--key", signer.vkey(), server.prefix()).line()).startsWith("good ");
      assertThat(run("log", "--key", signer.vkey(), server.prefix() + "/").status()).isZero();
      flip("tile/entries/000", 40);
      bad(run("log", "--key", signer.vkey(), server.prefix()), "log", Failure.ENTRY_ALTERED);
    }
  }

  @Test
  void what_cannot_be_checked_is_not_called_bad() throws IOException {
    try (LogServer server = new LogServer(tiles).answering("tile/0/000", 503)) {
      Outcome outcome = run("log", "--key", signer.vkey(), server.prefix());
      assertThat(outcome.status()).isEqualTo(3);
      assertThat(outcome.line()).isEqualTo("unchecked verb=log failure=unreachable");
      assertThat(outcome.told()).contains("tile/0/000", "503");
    }
    tiles = folder.resolve("nowhere");
    assertThat(verifyLog().line()).isEqualTo("unchecked verb=log failure=not-found");
    assertThat(run("checkpoint", "--key", signer.vkey(), folder.resolve("none")).status())
        .isEqualTo(3);
  }

  @Test
  void misuse_is_neither() {
    String key = signer.vkey();
    String name = signer.name();
    for (Outcome outcome :
        List.of(
            run(),
            run("nonsense"),
            run("log", tiles),
            run("log", "--key", key),
            run("log", "--key", key, tiles, tiles),
            run("log", "--key"),
            run("log", "--key", key, "--nonsense", tiles),
            run("log", "--key", key, "--minimum-index", "-1", tiles),
            run("log", "--key", key, "--minimum-index", "x", tiles),
            run("log", "--key", key, "--since", "a", "--since", "b", tiles),
            run("log", "--key", key, "ftp://log.example/"),
            run("log", "--key", key, "http://log.example/?query"),
            run("log", "--key", key.replace(name, "log.example/audi"), tiles),
            run("log", "--key", key.replace(name + '+', name + "+0"), tiles),
            run("evidence", "--key", key, tiles),
            run("evidence", "--key", key, "--entry", "x", tiles))) {
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.line()).isEmpty();
      assertThat(outcome.told()).isNotBlank();
    }
    assertThat(run("help").status()).isZero();
    assertThat(run("help").line()).contains("verify log", "verify evidence");
  }

  @Test
  void nothing_from_a_log_steers_a_terminal() throws IOException {
    String text = "log\u009b2Jx\n1\n" + TestLog.base64(log.root(1)) + "\n";
    Files.writeString(tiles.resolve("checkpoint"), signer.sign(text));
    assertThat(verifyLog().told()).contains("log?2Jx").doesNotContain("\u009b");
  }
}
