package jp.meishigura.verifier.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;

/** Whose signatures count: the options that every verb has. */
final class Trust {
  static final Set<String> OPTIONS = Set.of("--key", "--witness", "--quorum");
  static final String USAGE = "--key VKEY... [--witness VKEY... [--quorum N]]";

  private Trust() {}

  /**
   * A verifier of checkpoints. Without a quorum all given witnesses must have cosigned.
   *
   * @throws UsageException for a key that is none: a mistyped key must not look like tampering
   */
  static CheckpointVerifier of(Arguments arguments) {
    List<NoteKey> keys = keys(arguments.all("--key"), KeyKind.LOG);
    if (keys.isEmpty()) {
      throw new UsageException("--key, the log's public key, is missing");
    }
    List<NoteKey> witnesses = keys(arguments.all("--witness"), KeyKind.WITNESS);
    long quorum = arguments.number("--quorum", witnesses.size());
    try {
      return new CheckpointVerifier(keys, new Witnesses(witnesses, Math.toIntExact(quorum)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException("witnesses: " + e.getMessage());
    }
  }

  private static List<NoteKey> keys(List<String> texts, KeyKind kind) {
    List<NoteKey> keys = new ArrayList<>();
    for (String text : texts) {
      try {
        keys.add(NoteKey.parse(text, kind));
      } catch (Refused e) {
        throw new UsageException(e.detail());
      }
    }
    return keys;
  }
}
