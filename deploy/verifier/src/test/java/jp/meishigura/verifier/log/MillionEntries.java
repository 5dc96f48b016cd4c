package jp.meishigura.verifier.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.testlog.LogServer;
import jp.meishigura.verifier.testlog.NoteSigner;
import jp.meishigura.verifier.testlog.WriteLog;
import jp.meishigura.verifier.tile.FolderSource;
import jp.meishigura.verifier.tile.HttpSource;
import jp.meishigura.verifier.tile.LogSource;

/**
 * Measures, as a program: how long a log of a million entries takes. Arguments: a folder to write
 * the log to (kept), and a size.
 */
final class MillionEntries {
  private MillionEntries() {}

  public static void main(String[] args) throws Exception {
    Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("million");
    int size = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    NoteSigner signer = WriteLog.write(folder, size);
    NoteKey key = NoteKey.parse(signer.vkey(), KeyKind.LOG);
    LogVerifier verifier = new LogVerifier(new CheckpointVerifier(List.of(key), Witnesses.NONE));
    byte[] kept = Files.readAllBytes(folder.resolve("kept"));
    for (int round = 1; round <= 3; round++) {
      time("folder, round " + round, verifier, new FolderSource(folder), kept);
    }
    // Else the JDK's server waits forty milliseconds with each body, which no real one does.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try (LogServer server = new LogServer(folder);
        HttpSource http = new HttpSource(server.prefix())) {
      time("http on loopback", verifier, http, kept);
    }
  }

  private static void time(String what, LogVerifier verifier, LogSource source, byte[] kept)
      throws Exception {
    long start = System.nanoTime();
    LogReport report = verifier.verify(source, Optional.of(kept), Extent.SERVED);
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf("%s: %d entries in %d ms%n", what, report.read(), millis);
  }
}
