package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jp.meishigura.local.Build;
import jp.meishigura.local.Folders;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.process.Programs;

/**
 * Keycloak's programs, unpacked from the zip that Maven fetched and built once for our options, as
 * its guide for production asks: each later start is then 20 s shorter.
 */
final class KeycloakDist {
  private final Folders folders;

  KeycloakDist(Folders folders) {
    this.folders = folders;
  }

  /** The folder with {@code lib/quarkus-run.jar}, ready for {@code start --optimized}. */
  Path ready() throws IOException, InterruptedException {
    String version = Build.value("keycloak.version");
    Path target = folders.dist().resolve("keycloak-" + version);
    PrivateFiles.folder(folders.dist());
    // Two launchers of one working copy may come here at the same time.
    try (FileChannel channel =
            FileChannel.open(
                target.resolveSibling("keycloak.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(target)) {
        Path fresh = Files.createTempDirectory(folders.dist(), "keycloak-new");
        unpack(Path.of(Build.value("keycloak.zip")), "keycloak-" + version + "/", fresh);
        Programs.run(
            KeycloakJvm.command(fresh, fresh, "build", "--db=dev-file", "--health-enabled=true")
                .words());
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target;
  }

  private static void unpack(Path zip, String root, Path target) throws IOException {
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = archive.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(root)) {
          Path file = target.resolve(entry.getName().substring(root.length())).normalize();
          if (!file.startsWith(target)) {
            throw new IOException("the archive points outside itself: " + entry.getName());
          }
          Files.createDirectories(file.getParent());
          try (InputStream content = archive.getInputStream(entry)) {
            Files.copy(content, file);
          }
        }
      }
    }
  }
}
