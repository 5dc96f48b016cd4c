package jp.meishigura.local.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import jp.meishigura.local.Folders;
import jp.meishigura.local.process.Children;

/**
 * Whether an installation runs, and who keeps it. A launcher in the foreground holds a file lock,
 * which the system releases even when it is killed; a detached suite leaves a mark.
 */
final class Running {
  static final String LAUNCHER = "launcher";

  private final Folders folders;
  private final Children children;

  Running(Folders folders, Children children) {
    this.folders = folders;
    this.children = children;
  }

  /** Held while a launcher starts or keeps the suite; released when this process ends. */
  Optional<FileLock> lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            folders.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(lock);
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the answer is the same.
    }
    channel.close();
    return Optional.empty();
  }

  /** The launcher that keeps the suite in some terminal. */
  Optional<ProcessHandle> launcher() throws IOException {
    return children.running(LAUNCHER);
  }

  /** Parts that run now. */
  Set<String> parts() throws IOException {
    Set<String> running = new TreeSet<>();
    for (String name : children.known().keySet()) {
      if (!name.equals(LAUNCHER) && children.running(name).isPresent()) {
        running.add(name);
      }
    }
    return running;
  }

  /**
   * Whether a launcher left the suite running on purpose and every one of these parts still does.
   */
  boolean detached(Predicate<Set<String>> complete) throws IOException {
    return Files.exists(mark()) && complete.test(parts());
  }

  void markDetached() throws IOException {
    Files.writeString(mark(), "");
  }

  /** Stops everything that runs, the suite's parts in their order, and forgets the rest. */
  void stopAll(Suite suite) throws IOException, InterruptedException {
    Files.deleteIfExists(mark());
    suite.stop();
    for (String name : children.known().keySet()) {
      if (!name.equals(LAUNCHER)) {
        children.stop(name);
      }
    }
  }

  private Path mark() {
    return folders.run().resolve("detached");
  }
}
