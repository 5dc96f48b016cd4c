package jp.meishigura.verifier.tile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** A log in a folder: the resources as files, at the paths that they have over HTTP. */
public final class FolderSource implements LogSource {
  private final Path folder;

  /** A log in this folder. */
  public FolderSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String path, int limit) throws Refused {
    Path file = folder.resolve(path);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new Refused(Failure.MALFORMED, path + " is longer than " + limit + " bytes");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(folder)) {
        throw new Refused(Failure.NOT_FOUND, "there is no folder " + folder);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new Refused(Failure.UNREACHABLE, file + " cannot be read: " + e);
    }
  }

  @Override
  public int parallelReads() {
    return Runtime.getRuntime().availableProcessors();
  }
}
