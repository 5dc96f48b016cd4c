package jp.meishigura.verifier.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.testlog.MemorySource;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.TestLog;
import jp.meishigura.verifier.tile.LogSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Two good logs in memory, one of three levels, to be altered at will. */
abstract class LogsUnderTest {
  static final NoteSigner SIGNER = new NoteSigner("log.example/audit");
  static final TestLog LARGE = TestLog.of(SIGNER, 66_100);

  @TempDir static Path folders;
  static MemorySource large;
  static MemorySource small;

  @BeforeAll
  static void publish() {
    large = new MemorySource(LARGE.publish(folders.resolve("large")));
    small = new MemorySource(TestLog.of(SIGNER, 300).publish(folders.resolve("small")));
  }

  static LogReport verify(LogSource source, String kept, Extent extent) throws Refused {
    NoteKey key = NoteKey.parse(SIGNER.vkey(), KeyKind.LOG);
    return new LogVerifier(new CheckpointVerifier(List.of(key), Witnesses.NONE))
        .verify(source, Optional.ofNullable(kept).map(text -> text.getBytes(UTF_8)), extent);
  }

  static LogReport verify(LogSource source) throws Refused {
    return verify(source, null, Extent.SERVED);
  }

  static Refused refused(LogSource source, String kept) {
    return catchThrowableOfType(Refused.class, () -> verify(source, kept, Extent.SERVED));
  }

  static Failure failure(LogSource source) {
    return refused(source, null).failure();
  }
}
