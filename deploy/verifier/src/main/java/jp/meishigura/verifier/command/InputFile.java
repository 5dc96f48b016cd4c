package jp.meishigura.verifier.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** A file that is named on the command line. */
record InputFile(Path path) {

  static InputFile named(String name) {
    try {
      return new InputFile(Path.of(name));
    } catch (InvalidPathException e) {
      throw new UsageException("not a file's name: " + name);
    }
  }

  byte[] read(int limit) throws Refused {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new Refused(Failure.MALFORMED, path + " is longer than " + limit + " bytes");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Refused(Failure.NOT_FOUND, "there is no file " + path);
    } catch (IOException e) {
      throw new Refused(Failure.UNREACHABLE, path + " cannot be read: " + e);
    }
  }

  /** Replaces the file whole or not at all: it is what the next check will trust. */
  void write(byte[] bytes) throws Refused {
    Path whole = path.toAbsolutePath();
    Path next = whole.resolveSibling(whole.getFileName() + ".new");
    try {
      Files.write(next, bytes);
      Files.move(next, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Refused(Failure.UNREACHABLE, path + " cannot be written: " + e);
    }
  }
}
