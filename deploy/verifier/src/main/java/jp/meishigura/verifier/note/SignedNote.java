package jp.meishigura.verifier.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.text.StrictText;

/** A text with signatures (C2SP signed-note v1.0.0), of which nothing is believed yet. */
public final class SignedNote {
  /** Longer notes are refused: sixteen post-quantum signatures fit in. */
  public static final int LIMIT = 128 * 1024;

  private static final int MOST_SIGNATURES = 100;
  private static final int TIME_BYTES = 8;

  private final String text;
  private final List<NoteSignature> signatures;

  private SignedNote(String text, List<NoteSignature> signatures) {
    this.text = text;
    this.signatures = signatures;
  }

  /**
   * Reads a note.
   *
   * @throws Refused as {@link Failure#MALFORMED}
   */
  public static SignedNote parse(byte[] bytes) throws Refused {
    String whole = StrictText.decode(bytes, LIMIT, "a signed note");
    int split = whole.lastIndexOf("\n\n");
    if (split < 0 || split + 2 == whole.length()) {
      throw new Refused(Failure.MALFORMED, "a signed note ends in an empty line and signatures");
    }
    String[] lines = whole.substring(split + 2, whole.length() - 1).split("\n", -1);
    if (lines.length > MOST_SIGNATURES) {
      throw new Refused(Failure.MALFORMED, "more than " + MOST_SIGNATURES + " signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : lines) {
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(whole.substring(0, split + 1), signatures);
  }

  /** The text with its last newline. */
  public String text() {
    return text;
  }

  /**
   * Whether the key has signed. Signatures of other keys are passed over, also where they share its
   * name or its id.
   *
   * @throws Refused as {@link Failure#SIGNATURE_WRONG} when a signature says that it is of this key
   *     and is not
   */
  public boolean isSignedBy(NoteKey key) throws Refused {
    boolean signed = false;
    for (NoteSignature signature : signatures) {
      if (key.made(signature)) {
        if (!key.verifies(text.getBytes(UTF_8), signature.bytes())) {
          throw wrong(key);
        }
        signed = true;
      }
    }
    return signed;
  }

  /**
   * When the witness has cosigned (C2SP tlog-cosignature, "Ed25519 signed message"), the last time
   * first; empty if it has not.
   *
   * @throws Refused as {@link Failure#SIGNATURE_WRONG} when a cosignature says that it is of this
   *     witness and is not
   */
  public List<Instant> cosignedBy(NoteKey witness) throws Refused {
    List<Instant> times = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      if (witness.made(signature)) {
        times.add(time(witness, signature.bytes()));
      }
    }
    times.sort((one, other) -> other.compareTo(one));
    return times;
  }

  private Instant time(NoteKey witness, byte[] timed) throws Refused {
    if (timed.length < TIME_BYTES) {
      throw wrong(witness);
    }
    long seconds = ByteBuffer.wrap(timed).getLong();
    String message = "cosignature/v1\ntime " + seconds + '\n' + text;
    byte[] signature = Arrays.copyOfRange(timed, TIME_BYTES, timed.length);
    if (seconds < 0
        || seconds > Instant.MAX.getEpochSecond()
        || !witness.verifies(message.getBytes(UTF_8), signature)) {
      throw wrong(witness);
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static Refused wrong(NoteKey key) {
    return new Refused(
        Failure.SIGNATURE_WRONG,
        "a signature in the name of " + key.name() + " is not of this text");
  }

  /** The note as it was read. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
