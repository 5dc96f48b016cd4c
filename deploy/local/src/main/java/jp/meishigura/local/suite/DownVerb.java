package jp.meishigura.local.suite;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;
import jp.meishigura.local.process.Children;

/** {@code down}: stops what {@code up} started, from any terminal, killed launchers included. */
final class DownVerb implements Verb {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int POLL_MILLIS = 100;

  private final Sites sites;

  DownVerb(Sites sites) {
    this.sites = sites;
  }

  @Override
  public String name() {
    return "down";
  }

  @Override
  public String help() {
    return "[--data DIR]  stops everything";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Site site = sites.apply(arguments);
    site.folders().create();
    Children children = new Children(site.folders());
    Running running = new Running(site.folders(), children);
    boolean launcherRan = stopLauncher(running);
    boolean ran = launcherRan || !running.parts().isEmpty();
    running.stopAll(WholeSuite.of(site, children));
    children.forget(Running.LAUNCHER);
    System.out.println(ran ? "The suite is stopped." : "The suite was not running.");
    return 0;
  }

  /** The launcher stops its parts itself; they are not taken away under it. */
  private static boolean stopLauncher(Running running) throws IOException, InterruptedException {
    Optional<ProcessHandle> launcher = running.launcher();
    if (launcher.isEmpty()) {
      return false;
    }
    launcher.get().destroy();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (running.launcher().isPresent()) {
      if (Instant.now().isAfter(deadline)) {
        throw new LaunchException(
            "The launcher (pid " + launcher.get().pid() + ") does not end. Kill it and try again.");
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }
}
