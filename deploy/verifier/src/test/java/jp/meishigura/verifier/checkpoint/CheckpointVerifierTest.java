package jp.meishigura.verifier.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import org.junit.jupiter.api.Test;

class CheckpointVerifierTest {
  private final NoteSigner signer = new NoteSigner("log.example/audit");
  private final TestLog log = TestLog.of(signer, 5);

  private static NoteKey key(NoteSigner signer) throws Refused {
    return NoteKey.parse(signer.vkey(), KeyKind.LOG);
  }

  private static NoteKey witness(NoteSigner signer) throws Refused {
    return NoteKey.parse(signer.witnessVkey(), KeyKind.WITNESS);
  }

  private static Failure failure(CheckpointVerifier verifier, String checkpoint) {
    return catchThrowableOfType(Refused.class, () -> verifier.verify(checkpoint.getBytes(UTF_8)))
        .failure();
  }

  @Test
  void a_signed_checkpoint_says_what_it_says() throws Refused {
    CheckpointVerifier verifier = new CheckpointVerifier(List.of(key(signer)), Witnesses.NONE);
    Checkpoint checkpoint = verifier.verify(log.checkpoint().getBytes(UTF_8)).checkpoint();
    assertThat(checkpoint.origin()).isEqualTo("log.example/audit");
    assertThat(checkpoint.head().size()).isEqualTo(5);
    assertThat(checkpoint.head().root()).isEqualTo(log.root(5));
    assertThat(checkpoint.extensions()).isEmpty();
    String extended = signer.sign(log.text(5) + "more\n");
    assertThat(verifier.verify(extended.getBytes(UTF_8)).checkpoint().extensions())
        .containsExactly("more");
  }

  @Test
  void each_letter_counts() throws Refused {
    CheckpointVerifier verifier = new CheckpointVerifier(List.of(key(signer)), Witnesses.NONE);
    byte[] good = log.checkpoint().getBytes(UTF_8);
    for (int at = 0; at < good.length; at++) {
      byte[] altered = good.clone();
      altered[at] ^= 1;
      assertThat(catchThrowableOfType(Refused.class, () -> verifier.verify(altered)).failure())
          .as("byte %d", at)
          .isIn(
              Failure.MALFORMED,
              Failure.WRONG_ORIGIN,
              Failure.SIGNATURE_WRONG,
              Failure.CHECKPOINT_UNSIGNED);
    }
  }

  @Test
  void who_did_not_sign_is_told_from_who_signed_otherwise() throws Refused {
    CheckpointVerifier verifier = new CheckpointVerifier(List.of(key(signer)), Witnesses.NONE);
    NoteSigner thief = new NoteSigner("log.example/audit");
    assertThat(failure(verifier, TestLog.of(thief, 5).checkpoint()))
        .isEqualTo(Failure.CHECKPOINT_UNSIGNED);
    assertThat(failure(verifier, TestLog.of(new NoteSigner("log.example/other"), 5).checkpoint()))
        .isEqualTo(Failure.WRONG_ORIGIN);
    String named = "log.example/other\n" + log.text(5).substring(signer.name().length() + 1);
    assertThat(failure(verifier, signer.sign(named))).isEqualTo(Failure.WRONG_ORIGIN);
    assertThat(failure(verifier, log.text(4) + log.checkpoint().substring(log.text(5).length())))
        .isEqualTo(Failure.SIGNATURE_WRONG);
  }

  @Test
  void a_key_of_another_log_signs_for_that_log_alone() throws Refused {
    NoteSigner other = new NoteSigner("log.example/other");
    CheckpointVerifier verifier =
        new CheckpointVerifier(List.of(key(signer), key(other)), Witnesses.NONE);
    assertThat(failure(verifier, other.sign(log.text(5)))).isEqualTo(Failure.CHECKPOINT_UNSIGNED);
  }

  @Test
  void either_of_two_rotated_keys_will_do() throws Refused {
    NoteSigner newer = new NoteSigner("log.example/audit");
    CheckpointVerifier verifier =
        new CheckpointVerifier(List.of(key(signer), key(newer)), Witnesses.NONE);
    verifier.verify(log.checkpoint().getBytes(UTF_8));
    verifier.verify(newer.sign(log.text(5)).getBytes(UTF_8));
    verifier.verify((signer.sign(log.text(5)) + newer.line(log.text(5))).getBytes(UTF_8));
    assertThat(failure(verifier, signer.sign(log.text(5)) + newer.line(log.text(4))))
        .isEqualTo(Failure.SIGNATURE_WRONG);
  }

  @Test
  void witnesses_are_counted_once_each() throws Refused {
    NoteSigner one = new NoteSigner("witness.example/w1");
    NoteSigner two = new NoteSigner("witness.example/w2");
    CheckpointVerifier verifier =
        new CheckpointVerifier(
            List.of(key(signer)), new Witnesses(List.of(witness(one), witness(two)), 2));
    String text = log.text(5);
    String good = log.checkpoint() + one.cosign(text, 10) + two.cosign(text, 20);
    assertThat(verifier.verify(good.getBytes(UTF_8)).cosigned())
        .containsOnlyKeys("witness.example/w1", "witness.example/w2");
    assertThat(failure(verifier, log.checkpoint() + one.cosign(text, 10) + one.cosign(text, 11)))
        .isEqualTo(Failure.WITNESSES_MISSING);
    assertThat(failure(verifier, log.checkpoint() + one.line(text) + two.cosign(text, 20)))
        .isEqualTo(Failure.WITNESSES_MISSING);
    assertThat(failure(verifier, good.replace(two.cosign(text, 20), two.cosign(log.text(4), 20))))
        .isEqualTo(Failure.SIGNATURE_WRONG);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Witnesses(List.of(witness(one), witness(one)), 2));
  }

  @Test
  void checkpoints_are_read_strictly() throws Refused {
    CheckpointVerifier verifier = new CheckpointVerifier(List.of(key(signer)), Witnesses.NONE);
    String root = TestLog.base64(log.root(5));
    for (String text :
        List.of(
            "log.example/audit\n",
            "log.example/audit\n5\n",
            "log.example/audit\n05\n" + root + "\n",
            "log.example/audit\n+5\n" + root + "\n",
            "log.example/audit\n-5\n" + root + "\n",
            "log.example/audit\n5 \n" + root + "\n",
            "log.example/audit\n5\n" + root + " \n",
            "log.example/audit\n9223372036854775808\n" + root + "\n",
            "log.example/audit\n５\n" + root + "\n",
            "log.example/audit\n5\n" + root.substring(4) + "\n",
            "log.example/audit\n5\n" + root.replace("=", "") + "\n",
            "log.example/audit\n5\n\n" + root + "\n",
            "log.example/audit\n5\n" + root + "\n\nmore\n",
            "\nlog.example/audit\n5\n" + root + "\n")) {
      assertThat(failure(verifier, signer.sign(text))).as(text).isEqualTo(Failure.MALFORMED);
    }
  }

  @Test
  void growth_is_proved_between_two_checkpoints() throws Refused {
    log.grow(700);
    GrowthVerifier verifier =
        new GrowthVerifier(new CheckpointVerifier(List.of(key(signer)), Witnesses.NONE));
    byte[] older = log.checkpoint(300).getBytes(UTF_8);
    ConsistencyProof proof = proof(log.growth(300, 700));
    assertThat(verifier.verify(older, proof).checkpoint().head().size()).isEqualTo(700);
    assertThat(failure(verifier, log.checkpoint(299), proof)).isEqualTo(Failure.PROOF_WRONG);
    TestLog fork = new TestLog(signer);
    fork.add(new byte[] {1});
    fork.grow(700);
    assertThat(failure(verifier, fork.checkpoint(300), proof)).isEqualTo(Failure.PROOF_WRONG);
    assertThat(failure(verifier, log.checkpoint(700), proof(fork.growth(700, 700))))
        .isEqualTo(Failure.LOG_FORKED);
    assertThat(
            failure(
                verifier,
                log.checkpoint(700),
                new ConsistencyProof(700, List.of(), log.checkpoint(300).getBytes(UTF_8))))
        .isEqualTo(Failure.LOG_TRUNCATED);
  }

  private static ConsistencyProof proof(String text) throws Refused {
    return ConsistencyProof.parse(text.getBytes(UTF_8));
  }

  private static Failure failure(GrowthVerifier verifier, String older, ConsistencyProof proof) {
    return catchThrowableOfType(Refused.class, () -> verifier.verify(older.getBytes(UTF_8), proof))
        .failure();
  }

  @Test
  void consistency_proofs_are_read_strictly() throws Refused {
    log.grow(20);
    String good = log.growth(7, 20);
    assertThat(proof(good).oldSize()).isEqualTo(7);
    String hash = good.split("\n", -1)[1];
    for (String text :
        List.of(
            "",
            "\n\n" + log.checkpoint(),
            good.replace("old 7", "old  7"),
            good.replace("old 7", "old 07"),
            good.replace("old 7", "new 7"),
            good.replace("old 7\n", "old 7\r\n"),
            good.replace(hash, hash.substring(0, 40)),
            good.replace(hash, hash + " "),
            "old 7\n" + (hash + "\n").repeat(64) + "\n" + log.checkpoint(),
            good.substring(0, good.length() - 1))) {
      assertThat(catchThrowableOfType(Refused.class, () -> proof(text)).failure())
          .as(text)
          .isEqualTo(Failure.MALFORMED);
    }
  }
}
