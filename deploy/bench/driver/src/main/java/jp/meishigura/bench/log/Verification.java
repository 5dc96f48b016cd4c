package jp.meishigura.bench.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.log.Extent;
import jp.meishigura.verifier.log.LogReport;
import jp.meishigura.verifier.log.LogVerifier;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.tile.FolderSource;

/** How long deploy/verifier takes to check all of a log that lies in a folder. */
final class Verification {
  private static final int ROUNDS = 3;

  private Verification() {}

  /** The middle one of three rounds, the first of which meets a cold compiler. */
  static Duration of(int entries) throws IOException {
    Path folder = Files.createTempDirectory("bench-log");
    try {
      NoteKey key = NoteKey.parse(SyntheticLog.write(folder, entries), KeyKind.LOG);
      LogVerifier verifier = new LogVerifier(new CheckpointVerifier(List.of(key), Witnesses.NONE));
      List<Duration> rounds =
          IntStream.range(0, ROUNDS)
              .mapToObj(_ -> once(verifier, folder, entries))
              .sorted()
              .toList();
      return rounds.get(ROUNDS / 2);
    } catch (Refused e) {
      throw new IllegalStateException("The synthetic log has no usable key.", e);
    } finally {
      delete(folder);
    }
  }

  private static Duration once(LogVerifier verifier, Path folder, int entries) {
    try {
      long begin = System.nanoTime();
      LogReport report = verifier.verify(new FolderSource(folder), Optional.empty(), Extent.SERVED);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (report.read() != entries) {
        throw new IllegalStateException("Only " + report.read() + " entries were checked.");
      }
      return took;
    } catch (Refused e) {
      throw new IllegalStateException("The synthetic log was refused: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
