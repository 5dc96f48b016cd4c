package jp.meishigura.verifier.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.Test;

class EvidenceVerifierTest {
  private final NoteSigner signer = new NoteSigner("log.example/audit");
  private final TestLog log = TestLog.of(signer, 300);

  private EvidenceVerifier verifier() throws Refused {
    NoteKey key = NoteKey.parse(signer.vkey(), KeyKind.LOG);
    return new EvidenceVerifier(new CheckpointVerifier(List.of(key), Witnesses.NONE));
  }

  private static TlogProof parse(String proof) throws Refused {
    return TlogProof.parse(proof.getBytes(UTF_8));
  }

  private Failure failure(String proof, byte[] event) {
    return catchThrowableOfType(Refused.class, () -> verifier().verifyEvent(parse(proof), event))
        .failure();
  }

  /** HMAC-SHA-256 with 32 bytes 0b..., computed with another program. */
  @Test
  void a_commitment_is_one_byte_and_an_hmac() throws Refused {
    byte[] opening = new byte[32];
    Arrays.fill(opening, (byte) 0x0b);
    assertThat(HexFormat.of().formatHex(Opening.of(opening).commit("Hi There".getBytes(UTF_8))))
        .isEqualTo("01" + HMAC_OF_HI_THERE);
  }

  private static final String HMAC_OF_HI_THERE =
      "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7";

  @Test
  void each_event_is_proved_by_its_evidence() throws Refused {
    for (int index : new int[] {0, 1, 255, 256, 299}) {
      assertThat(
              verifier()
                  .verifyEvent(parse(log.proof(index)), TestLog.event(index))
                  .checkpoint()
                  .head()
                  .size())
          .isEqualTo(300);
      verifier().verifyEntry(parse(log.proof(index)), log.entry(index));
    }
  }

  @Test
  void swapped_evidence_proves_nothing() {
    assertThat(failure(log.proof(7), TestLog.event(8)))
        .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);
    assertThat(failure(log.proof(7), "{\"event\":7} ".getBytes(UTF_8)))
        .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);
    assertThat(failure(log.proof(7).replace("index 7", "index 6"), TestLog.event(7)))
        .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);
    String wrongOpening = log.proof(7, TestLog.base64(TestLog.opening(8)), log.checkpoint());
    assertThat(failure(wrongOpening, TestLog.event(7)))
        .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);
  }

  @Test
  void evidence_of_another_log_or_of_nobodys_log_proves_nothing() {
    NoteSigner thief = new NoteSigner("log.example/audit");
    assertThat(failure(TestLog.of(thief, 300).proof(7), TestLog.event(7)))
        .isEqualTo(Failure.CHECKPOINT_UNSIGNED);
    assertThat(failure(TestLog.of(new NoteSigner("x.example"), 300).proof(7), TestLog.event(7)))
        .isEqualTo(Failure.WRONG_ORIGIN);
    String root = TestLog.base64(log.root(300));
    String forged = log.proof(7).replace(root, TestLog.base64(log.root(299)));
    assertThat(failure(forged, TestLog.event(7))).isEqualTo(Failure.SIGNATURE_WRONG);
  }

  @Test
  void a_given_entry_must_be_the_one_that_event_and_opening_make() throws Refused {
    TlogProof proof = parse(log.proof(7));
    verifier().verifyCommitment(proof, TestLog.event(7), log.entry(7));
    for (byte[] event : List.of(TestLog.event(8), new byte[0])) {
      assertThat(
              catchThrowableOfType(
                      Refused.class, () -> verifier().verifyCommitment(proof, event, log.entry(7)))
                  .failure())
          .isEqualTo(Failure.EVIDENCE_OF_ANOTHER_EVENT);
    }
    assertThat(
            catchThrowableOfType(Refused.class, () -> verifier().verifyEntry(proof, log.entry(8)))
                .failure())
        .isEqualTo(Failure.PROOF_WRONG);
  }

  @Test
  void an_opening_has_32_bytes() {
    String good = log.proof(7);
    String extra = good.split("\n", -1)[1] + '\n';
    for (String other : List.of("", "extra \n", "extra AAAA\n")) {
      assertThat(failure(good.replace(extra, other), TestLog.event(7)))
          .isEqualTo(Failure.MALFORMED);
    }
  }

  @Test
  void no_letter_of_evidence_can_be_changed() {
    byte[] good = log.proof(7).getBytes(UTF_8);
    for (int at = 0; at < good.length; at++) {
      byte[] altered = good.clone();
      altered[at] ^= 1;
      assertThat(
              catchThrowableOfType(
                  Refused.class,
                  () -> verifier().verifyEvent(TlogProof.parse(altered), TestLog.event(7))))
          .as("byte %d", at)
          .isNotNull();
    }
  }

  @Test
  void proofs_are_read_strictly() throws Refused {
    String good = log.proof(7);
    assertThat(parse(good).index()).isEqualTo(7);
    String extra = good.split("\n", -1)[1] + '\n';
    String hash = good.split("\n", -1)[3];
    for (String text :
        List.of(
            "",
            "\n\n",
            good.substring(1),
            ' ' + good,
            good.replace("@v1", "@v2"),
            good.replace("@v1\n", "@v1\r\n"),
            good.replace(extra, extra + extra),
            good.replace(extra, "").replace("index 7\n", "index 7\n" + extra),
            good.replace("extra ", "extra  "),
            good.replace("extra ", "Extra "),
            good.replace("index 7\n", ""),
            good.replace("index 7\n", "index 07\n"),
            good.replace("index 7\n", "index -7\n"),
            good.replace("index 7\n", "index 7 \n"),
            good.replace("index 7\n", "index 9223372036854775808\n"),
            good.replace(hash, hash.replace("=", "")),
            good.replace(hash, ' ' + hash),
            good.replace(hash + '\n', (hash + '\n').repeat(64)),
            good.replace("\n\nlog", "\nlog"),
            good.substring(0, good.length() - 1))) {
      assertThat(
              catchThrowableOfType(
                      Refused.class, () -> verifier().verifyEvent(parse(text), TestLog.event(7)))
                  .failure())
          .as(text)
          .isEqualTo(Failure.MALFORMED);
    }
  }
}
