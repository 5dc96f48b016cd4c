package jp.meishigura.verifier.testlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import jp.meishigura.verifier.tile.LogSource;

/** A published folder in memory, so that it can be altered many times. */
public final class MemorySource implements LogSource {
  private final Map<String, byte[]> files = new TreeMap<>();

  public MemorySource(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MemorySource(Map<String, byte[]> files) {
    this.files.putAll(files);
  }

  public Map<String, byte[]> files() {
    return files;
  }

  public MemorySource with(String path, byte[] bytes) {
    MemorySource altered = new MemorySource(files);
    altered.files.put(path, bytes);
    return altered;
  }

  public MemorySource without(String... paths) {
    MemorySource altered = new MemorySource(files);
    for (String path : paths) {
      if (altered.files.remove(path) == null) {
        throw new IllegalArgumentException("nothing at " + path);
      }
    }
    return altered;
  }

  /** One bit of one byte is another. */
  public MemorySource flipped(String path, int at) {
    byte[] bytes = files.get(path).clone();
    bytes[at] ^= (byte) (1 << (at % 8));
    return with(path, bytes);
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public int parallelReads() {
    return 2;
  }
}
