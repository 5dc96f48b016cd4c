package jp.meishigura.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Ports;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secrets;
import jp.meishigura.local.Site;

/**
 * Finds the installation that the command line means: {@code --data} or MEISHIGURA_DATA, {@code
 * --port-base} or MEISHIGURA_PORT_BASE.
 */
public final class Sites implements Function<Arguments, Site> {
  private final Path repository;

  public Sites(Path repository) {
    this.repository = repository;
  }

  /** The installation as it runs: the ports are those of its last {@code up}, unless named. */
  @Override
  public Site apply(Arguments arguments) {
    Folders folders = folders(arguments);
    return site(
        folders,
        arguments.option("--port-base").or(() -> remembered(folders)).or(Sites::fromEnvironment));
  }

  /** The installation as {@code up} shall start it; remembers its ports. */
  Site forStart(Arguments arguments) throws IOException {
    Folders folders = folders(arguments).create();
    return site(folders, arguments.option("--port-base").or(Sites::fromEnvironment));
  }

  /** Lets the other verbs find the ports. */
  static void remember(Site site) throws IOException {
    PrivateFiles.write(file(site.folders()), Integer.toString(site.ports().base()));
  }

  private Folders folders(Arguments arguments) {
    return arguments
        .option("--data")
        .or(() -> Optional.ofNullable(System.getenv("MEISHIGURA_DATA")))
        .filter(data -> !data.isBlank())
        .map(data -> new Folders(repository, Path.of(data).toAbsolutePath().normalize()))
        .orElseGet(() -> Folders.in(repository));
  }

  private static Site site(Folders folders, Optional<String> base) {
    return new Site(
        folders,
        Ports.from(base.map(Sites::number).orElse(Ports.DEFAULT_BASE)),
        new Secrets(folders.secrets()),
        true);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new LaunchException("The port base must be a number, not \"" + text + "\".");
    }
  }

  private static Optional<String> fromEnvironment() {
    return Optional.ofNullable(System.getenv("MEISHIGURA_PORT_BASE"))
        .filter(base -> !base.isBlank());
  }

  private static Optional<String> remembered(Folders folders) {
    try {
      return Optional.of(Files.readString(file(folders)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Folders folders) {
    return folders.run().resolve("port-base");
  }
}
