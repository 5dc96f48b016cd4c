package jp.meishigura.verifier.testlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes, as a program, a log for other people's programs to check. Arguments: a folder, and how
 * many events. Beside the log: {@code vkey}, {@code kept} (a checkpoint at half the size), and
 * evidence for event 7.
 */
public final class WriteLog {
  private WriteLog() {}

  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  public static NoteSigner write(Path folder, int size) throws IOException {
    NoteSigner signer = new NoteSigner("log.example/audit");
    TestLog log = TestLog.of(signer, size);
    log.publish(folder);
    Files.writeString(folder.resolve("vkey"), signer.vkey());
    Files.writeString(folder.resolve("kept"), log.checkpoint(size / 2));
    Files.writeString(folder.resolve("7.tlog-proof"), log.proof(7));
    Files.write(folder.resolve("7.json"), TestLog.event(7));
    return signer;
  }
}
