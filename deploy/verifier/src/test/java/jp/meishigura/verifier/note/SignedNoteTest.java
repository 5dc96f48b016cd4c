package jp.meishigura.verifier.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.testlog.NoteSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final String TEXT = "log.example\n1\nthird\n";

  private final NoteSigner signer = new NoteSigner("log.example");

  private static SignedNote note(String text) throws Refused {
    return SignedNote.parse(text.getBytes(UTF_8));
  }

  private static void malformed(String text) {
    assertThat(catchThrowableOfType(Refused.class, () -> note(text)))
        .as(text)
        .extracting(Refused::failure)
        .isEqualTo(Failure.MALFORMED);
  }

  /** The example of the Go package whose format this is. */
  @Test
  void a_note_from_elsewhere_is_verified() throws Refused {
    NoteKey key =
        NoteKey.parse(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", KeyKind.LOG);
    SignedNote note =
        note(
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """);
    assertThat(note.isSignedBy(key)).isTrue();
  }

  @Test
  void the_last_empty_line_ends_the_text() throws Refused {
    String text = "one\n\ntwo\n";
    SignedNote note = note(signer.sign(text));
    assertThat(note.text()).isEqualTo(text);
    assertThat(note.isSignedBy(NoteKey.parse(signer.vkey(), KeyKind.LOG))).isTrue();
  }

  @Test
  void signatures_of_others_are_passed_over_also_under_the_same_name() throws Refused {
    NoteSigner other = new NoteSigner("log.example");
    SignedNote note = note(other.sign(TEXT) + "— log.example AAAAAAA=\n");
    assertThat(note.isSignedBy(NoteKey.parse(signer.vkey(), KeyKind.LOG))).isFalse();
    assertThat(note.isSignedBy(NoteKey.parse(other.vkey(), KeyKind.LOG))).isTrue();
  }

  @Test
  void a_wrong_signature_of_a_known_key_spoils_the_note_even_beside_a_right_one() throws Refused {
    NoteKey key = NoteKey.parse(signer.vkey(), KeyKind.LOG);
    SignedNote note = note(signer.sign(TEXT) + signer.line("another text\n"));
    assertThat(catchThrowableOfType(Refused.class, () -> note.isSignedBy(key)).failure())
        .isEqualTo(Failure.SIGNATURE_WRONG);
  }

  @Test
  void a_cosignature_is_over_its_time_too() throws Refused {
    NoteSigner witness = new NoteSigner("witness.example/w1");
    NoteKey key = NoteKey.parse(witness.witnessVkey(), KeyKind.WITNESS);
    String line = witness.cosign(TEXT, 1_679_315_147);
    assertThat(note(signer.sign(TEXT) + line).cosignedBy(key))
        .containsExactly(Instant.parse("2023-03-20T12:25:47Z"));
    // The eight bytes of the time begin after four of the id: one second later.
    byte[] decoded = Base64.getDecoder().decode(line.strip().split(" ", -1)[2]);
    decoded[11]++;
    SignedNote later =
        note(
            signer.sign(TEXT)
                + "— witness.example/w1 "
                + Base64.getEncoder().encodeToString(decoded)
                + "\n");
    assertThat(catchThrowableOfType(Refused.class, () -> later.cosignedBy(key)).failure())
        .isEqualTo(Failure.SIGNATURE_WRONG);
    for (int length : new int[] {5, 11, 12, 13, 75}) {
      SignedNote cut =
          note(
              signer.sign(TEXT)
                  + "— witness.example/w1 "
                  + Base64.getEncoder().encodeToString(Arrays.copyOf(decoded, length))
                  + "\n");
      assertThat(catchThrowableOfType(Refused.class, () -> cut.cosignedBy(key)).failure())
          .isEqualTo(Failure.SIGNATURE_WRONG);
    }
  }

  @Test
  void notes_are_read_strictly() throws Refused {
    String good = signer.sign(TEXT);
    assertThat(note(good).text()).isEqualTo(TEXT);
    malformed("");
    malformed("\n");
    malformed("\n\n");
    malformed(TEXT);
    malformed(TEXT + "\n");
    malformed(good + "\n");
    malformed(good + "trailing\n");
    malformed(good.substring(0, good.length() - 1));
    malformed(good.replace("\n", "\r\n"));
    malformed(good.replace("log.example\n1", "log.example\t\n1"));
    malformed(good.replace("— ", "- "));
    malformed(good.replace("— ", "—  "));
    malformed(good.replace("— log.example ", "— log+example "));
    malformed(good.replace("— log.example ", "— log\u3000example "));
    malformed(good.replace("— log.example ", "— "));
    malformed(TEXT + "\n— log.example AAAAAA==\n");
    malformed(TEXT + "\n— log.example AAAAAAB=\n");
    malformed(TEXT + "\n— log.example AAAAAAA\n");
    malformed(TEXT + "\n— log.example AAAA_AA=\n");
    malformed(TEXT + "\n— log.example AAAAAAA= \n");
    malformed(TEXT + "\n" + "— log.example AAAAAAA=\n".repeat(101));
    malformed("x".repeat(SignedNote.LIMIT) + "\n\n— log.example AAAAAAA=\n");
    assertThat(
            catchThrowableOfType(
                    Refused.class,
                    () -> SignedNote.parse(new byte[] {(byte) 0xff, '\n', '\n', 'x', '\n'}))
                .failure())
        .isEqualTo(Failure.MALFORMED);
  }

  @Test
  void sixteen_long_signatures_fit_in() throws Refused {
    String signature = Base64.getEncoder().encodeToString(new byte[5000]);
    assertThat(note(TEXT + "\n" + ("— pq.example " + signature + "\n").repeat(16)).text())
        .isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "++",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNewmann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
      })
  void keys_are_read_strictly(String vkey) {
    assertThat(
            catchThrowableOfType(Refused.class, () -> NoteKey.parse(vkey, KeyKind.LOG)).failure())
        .isEqualTo(Failure.MALFORMED);
  }

  @Test
  void a_logs_key_is_no_witnesss_key() {
    assertThat(
            catchThrowableOfType(Refused.class, () -> NoteKey.parse(signer.vkey(), KeyKind.WITNESS))
                .failure())
        .isEqualTo(Failure.MALFORMED);
  }
}
