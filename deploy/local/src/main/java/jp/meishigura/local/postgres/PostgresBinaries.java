package jp.meishigura.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import jp.meishigura.local.Build;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.PrivateFiles;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The folder with {@code bin/initdb} and {@code bin/postgres}. */
  static Path unpacked(Folders folders) throws IOException {
    Path target = folders.dist().resolve("postgres-" + Build.value("postgres.version"));
    PrivateFiles.folder(folders.dist());
    // Two launchers of one working copy may come here at the same time.
    try (FileChannel channel =
            FileChannel.open(
                target.resolveSibling("postgres.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(target)) {
        Path fresh = Files.createTempDirectory(folders.dist(), "postgres-new");
        unpack(fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target;
  }

  private static void unpack(Path target) throws IOException {
    String archive = PostgresArchive.here().resource();
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
      if (resource == null) {
        throw new LaunchException(
            archive + " is not on the class path: was the launcher built on another machine?");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(resource)))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          place(tar, e, target);
        }
      }
    }
  }

  private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("the archive points outside itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
