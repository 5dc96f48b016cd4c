package jp.meishigura.verifier.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.Test;

/** Evidence, witnesses and growth on the command line. */
class EvidenceCommandTest extends CommandUnderTest {

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
    assertThat(run("checkpoint", "--key", key, "--witness", vkey, "--quorum", 0, lonely).status())
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
}
