package jp.meishigura.local;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where everything lies.
 *
 * @param repository the working copy: service jars, realm and policies are read from here
 * @param data data, logs, secrets and pid files of one installation
 */
public record Folders(Path repository, Path data) {

  /** The installation that {@code make up} uses. */
  public static Folders in(Path repository) {
    return new Folders(repository, repository.resolve(".meishigura"));
  }

  /** Unpacked servers: the same for every installation of this working copy, and read-only. */
  public Path dist() {
    return repository.resolve(".meishigura").resolve("dist");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  /** Pid files. */
  public Path run() {
    return data.resolve("run");
  }

  public Path secrets() {
    return data.resolve("secrets");
  }

  /** A part's own data and configuration. */
  public Path of(String part) {
    return data.resolve(part);
  }

  /** Makes the folders that are missing, for their owner only. */
  public Folders create() throws IOException {
    for (Path folder : new Path[] {data, dist(), logs(), run(), secrets()}) {
      PrivateFiles.folder(folder);
    }
    return this;
  }
}
