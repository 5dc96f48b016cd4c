package jp.meishigura.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;

/**
 * The processes of one installation. The pid files are the only record, so that any launcher can
 * stop what another one started.
 */
public final class Children {
  private static final String SUFFIX = ".pid";

  private final Folders folders;
  private boolean closed;

  public Children(Folders folders) {
    this.folders = folders;
  }

  /**
   * Starts a process in a session of its own: the terminal's Ctrl-C reaches only the launcher,
   * which then stops its parts in order.
   */
  public Child spawn(String name, Command command) throws IOException {
    List<String> words = new ArrayList<>(OwnSession.prefix(Programs::find));
    words.addAll(command.words());
    synchronized (this) {
      if (closed) {
        throw new LaunchException(name + " was not started: everything is being stopped.");
      }
      return spawn(name, words, command);
    }
  }

  /** From now on nothing is started any more: what is being started while all is stopped. */
  public synchronized void close() {
    closed = true;
  }

  private Child spawn(String name, List<String> words, Command command) throws IOException {
    Log log = log(name);
    log.rotate();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folders.data().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(log.file().toFile());
    builder.environment().putAll(command.environment());
    ProcessHandle process = builder.start().toHandle();
    PidFile.of(process, command.stopSignal()).write(file(name));
    return new Child(name, process, log);
  }

  /** The processes that were started and not stopped on purpose, dead ones included. */
  public SortedMap<String, PidFile> known() throws IOException {
    SortedMap<String, PidFile> known = new TreeMap<>();
    if (!Files.isDirectory(folders.run())) {
      return known;
    }
    try (Stream<Path> files = Files.list(folders.run())) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        String name = file.getFileName().toString();
        PidFile.read(file)
            .ifPresent(pid -> known.put(name.substring(0, name.length() - SUFFIX.length()), pid));
      }
    }
    return known;
  }

  /** The running process of that name. */
  public Optional<ProcessHandle> running(String name) throws IOException {
    return PidFile.read(file(name)).flatMap(PidFile::process);
  }

  /**
   * Stops a process if it runs, and forgets it.
   *
   * @return whether it ran
   */
  public boolean stop(String name) throws IOException, InterruptedException {
    Optional<PidFile> pid = PidFile.read(file(name));
    Files.deleteIfExists(file(name));
    return pid.isPresent() && Signals.stop(pid.get());
  }

  /** Remembers the launcher itself. */
  public void remember(String name, ProcessHandle process) throws IOException {
    PidFile.of(process, "TERM").write(file(name));
  }

  public void forget(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  public Log log(String name) {
    return new Log(folders.logs().resolve(name + ".log"));
  }

  private Path file(String name) {
    return folders.run().resolve(name + SUFFIX);
  }
}
