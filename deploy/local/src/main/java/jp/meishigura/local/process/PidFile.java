package jp.meishigura.local.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import jp.meishigura.local.PrivateFiles;

/**
 * What is remembered about a process we started, so that it can be found again after the launcher
 * itself is gone.
 *
 * @param pid its number, which the system may give to another process later
 * @param started when it started: together with the number this names one process for good
 * @param stopSignal what asks it to end in good order
 */
public record PidFile(long pid, Instant started, String stopSignal) {
  /** Linux derives start times from a boot time that may move by a second when the clock is set. */
  private static final long TOLERANCE_MILLIS = 2_500;

  /** The record of a process that runs now. */
  public static PidFile of(ProcessHandle process, String stopSignal) {
    Instant started = process.info().startInstant().orElse(Instant.now());
    return new PidFile(process.pid(), started, stopSignal);
  }

  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started", Long.toString(started.toEpochMilli()));
    properties.setProperty("stop-signal", stopSignal);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.write(file, text.toString());
  }

  /** The record in the file; nothing when there is no such file or it is not one of ours. */
  public static Optional<PidFile> read(Path file) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new PidFile(
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.ofEpochMilli(Long.parseLong(properties.getProperty("started", ""))),
              properties.getProperty("stop-signal", "TERM")));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The process, if it is still that one and runs. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
  }

  private boolean isTheSame(ProcessHandle process) {
    return !isZombie()
        && process
            .info()
            .startInstant()
            .map(now -> Math.abs(now.toEpochMilli() - started.toEpochMilli()) < TOLERANCE_MILLIS)
            .orElse(false);
  }

  /** A process that ended but was not collected by its parent yet still has a number. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
