package jp.meishigura.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner can read. */
public final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /** Writes a file of mode 600 at once: a reader sees the old content or the new, never a part. */
  public static Path write(Path file, String content) throws IOException {
    Path fresh = Files.createTempFile(folderFor(file), ".new", "", OWNER_FILE);
    Files.writeString(fresh, content, StandardCharsets.UTF_8);
    return Files.move(
        fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Creates the folder that the file lies in, as {@link #folder} does. */
  public static Path folderFor(Path file) throws IOException {
    return folder(file.toAbsolutePath().resolveSibling(""));
  }

  /** Creates the folder with mode 700 where it does not exist; an existing one is left alone. */
  public static Path folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    }
    return folder;
  }
}
