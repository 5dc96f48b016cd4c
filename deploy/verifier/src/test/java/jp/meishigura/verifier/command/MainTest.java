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
import jp.meishigura.verifier.testlog.LogServer;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints and exits with: for each way to tamper, and for each way to err. */
class MainTest {
  private final NoteSigner signer = new NoteSigner("log.example/audit");
  private final NoteSigner witness = new NoteSigner("witness.example/w1");
  private final TestLog log = TestLog.of(signer, 300);

  @TempDir Path folder;

  private Path tiles;

  private record Outcome(int status, String line, String told) {}

  @BeforeEach
  void publish() {
    tiles = log.publish(folder.resolve("log"));
  }

  private static Outcome run(Object... words) {
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

  private Outcome verifyLog(Object... more) {
    List<Object> words = new ArrayList<>(List.of("log", "--key", signer.vkey()));
    words.addAll(List.of(more));
    words.add(tiles);
    return run(words.toArray());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void bad(Outcome outcome, String verb, Failure failure) {
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.line()).isEqualTo("bad verb=" + verb + " failure=" + failure.slug());
    assertThat(outcome.told()).isNotBlank();
  }

  private void flip(String path, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(tiles.resolve(path));
    bytes[at] ^= 1;
    Files.write(tiles.resolve(path), bytes);
  }

  @Test
  void a_good_log_is_good() {
    Outcome outcome = verifyLog();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.told()).isEmpty();
    assertThat(outcome.line())
        .isEqualTo(
            "good verb=log origin=log.example/audit size=300 root="
                + TestLog.base64(log.root(300))
                + " recomputed-from=0 entries-read=300 entries-unread=0 entries-not-commitments=0");
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
    assertThat(verifyLog().line()).startsWith("good ").contains("entries-unread=256");
    bad(verifyLog("--minimum-index", 0), "log", Failure.LOG_TRUNCATED);
    assertThat(verifyLog("--minimum-index", 256).status()).isZero();
  }

  @Test
  void evidence_good_and_swapped() throws IOException {
    Path proof = file("7.tlog-proof", log.proof(7));
    Path event = Files.write(folder.resolve("7.json"), TestLog.event(7));
    Path other = Files.write(folder.resolve("8.json"), TestLog.event(8));
    String key = signer.vkey();
    Outcome good = run("evidence", "--key", key, "--event", event, proof);
    assertThat(good.status()).isZero();
    assertThat(good.line()).startsWith("good verb=evidence origin=log.example/audit size=300");
    assertThat(good.line()).endsWith(" index=7");
    String entry = TestLog.base64(log.entry(7));
    assertThat(run("evidence", "--key", key, "--entry", entry, proof).status()).isZero();
    assertThat(run("evidence", "--key", key, "--entry", entry, "--event", event, proof).status())
        .isZero();

    Failure swapped = Failure.EVIDENCE_OF_ANOTHER_EVENT;
    bad(run("evidence", "--key", key, "--event", other, proof), "evidence", swapped);
    bad(
        run("evidence", "--key", key, "--event", other, "--entry", entry, proof),
        "evidence",
        swapped);
    String opening = TestLog.base64(TestLog.opening(8));
    Path wrong = file("opening.tlog-proof", log.proof(7, opening, log.checkpoint()));
    bad(run("evidence", "--key", key, "--event", event, wrong), "evidence", swapped);
    bad(
        run("evidence", "--key", key, "--entry", TestLog.base64(log.entry(8)), proof),
        "evidence",
        Failure.PROOF_WRONG);
    Path garbage = file("garbage.tlog-proof", "garbage");
    bad(run("evidence", "--key", key, "--event", event, garbage), "evidence", Failure.MALFORMED);
    NoteSigner thief = new NoteSigner("log.example/audit");
    Path stolen = file("stolen.tlog-proof", TestLog.of(thief, 300).proof(7));
    bad(
        run("evidence", "--key", key, "--event", event, stolen),
        "evidence",
        Failure.CHECKPOINT_UNSIGNED);
  }

  @Test
  void evidence_under_a_forks_checkpoint_is_found_with_the_log() throws IOException {
    TestLog fork = new TestLog(signer);
    fork.add(new byte[] {1});
    Path proof = file("7.tlog-proof", fork.grow(200).proof(7));
    Path event = Files.write(folder.resolve("7.json"), TestLog.event(7));
    Path kept = folder.resolve("kept");
    assertThat(
            run("evidence", "--key", signer.vkey(), "--event", event, "--save", kept, proof)
                .status())
        .isZero();
    bad(verifyLog("--since", kept), "log", Failure.LOG_FORKED);
  }

  @Test
  void witnesses_are_asked_for_when_given() throws IOException {
    String text = log.text(300);
    Path file = file("checkpoint", log.checkpoint() + witness.cosign(text, 1_700_000_000));
    Path lonely = file("lonely", log.checkpoint());
    String key = signer.vkey();
    String vkey = witness.witnessVkey();
    assertThat(run("checkpoint", "--key", key, "--witness", vkey, file).line())
        .endsWith(" cosigned=witness.example/w1@2023-11-14T22:13:20Z");
    bad(
        run("checkpoint", "--key", key, "--witness", vkey, lonely),
        "checkpoint",
        Failure.WITNESSES_MISSING);
    assertThat(
            run("checkpoint", "--key", key, "--witness", vkey, "--quorum", 0, lonely).status())
        .isZero();
    assertThat(run("checkpoint", "--key", key, "--witness", vkey, "--quorum", 2, file).status())
        .isEqualTo(2);
    assertThat(run("checkpoint", "--key", key, "--witness", key, file).status()).isEqualTo(2);
  }

  @Test
  void consistency_offline() throws IOException {
    Path older = file("older", log.checkpoint(200));
    Path proof = file("proof", log.growth(200, 300));
    String key = signer.vkey();
    assertThat(run("consistency", "--key", key, "--save", older, older, proof).line())
        .startsWith("good verb=consistency ")
        .contains(" size=300 ")
        .endsWith(" since=200");
    assertThat(older).hasContent(log.checkpoint(300));
    bad(run("consistency", "--key", key, older, proof), "consistency", Failure.PROOF_WRONG);
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
