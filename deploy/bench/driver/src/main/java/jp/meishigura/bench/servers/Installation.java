package jp.meishigura.bench.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;
import jp.meishigura.local.Secrets;
import jp.meishigura.local.Site;

/** A suite of its own, started and stopped by the launcher that people use. */
public final class Installation {
  private static final int FIRST_BASE = 18_400;
  private static final int STEP = 200;
  private static final int TRIES = 50;

  private final Site site;

  private Installation(Site site) {
    this.site = site;
  }

  /** On free ports, in a folder that must hold nothing but an earlier bench's data. */
  public static Installation in(Path repository, Path data) throws IOException {
    Folders folders = new Folders(repository, data);
    return new Installation(new Site(folders, freePorts(), new Secrets(folders.secrets()), true));
  }

  public Site site() {
    return site;
  }

  /** Starts the suite with nothing in it. */
  public void start() throws IOException, InterruptedException {
    // What a killed bench has left: its processes first, then its data.
    stop();
    launch("up", "--detach", "--port-base", Integer.toString(site.ports().base()));
  }

  private void launch(String... words) throws IOException, InterruptedException {
    Path launcher = site.folders().repository().resolve("deploy/local/launch");
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    Collections.addAll(command, words);
    command.addAll(List.of("--data", site.folders().data().toString()));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new LaunchException("launch " + words[0] + " failed with status " + status + ".");
    }
  }

  /** Stops everything in the folder, the plain service too, and deletes the folder. */
  public void stop() throws IOException, InterruptedException {
    Path data = site.folders().data();
    if (Files.exists(data)) {
      launch("down");
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Ports freePorts() {
    return IntStream.range(0, TRIES)
        .mapToObj(i -> Ports.from(FIRST_BASE + i * STEP))
        .filter(ports -> Arrays.stream(Port.values()).allMatch(ports::isFree))
        .findFirst()
        .orElseThrow(() -> new LaunchException("No free ports from " + FIRST_BASE + " on."));
  }
}
