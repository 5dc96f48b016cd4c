package jp.meishigura.local.suite;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;
import jp.meishigura.local.process.Children;

/** {@code up}: the whole suite, until Ctrl-C or {@code down}. */
final class UpVerb implements Verb {
  private final Sites sites;

  UpVerb(Sites sites) {
    this.sites = sites;
  }

  @Override
  public String name() {
    return "up";
  }

  @Override
  public String help() {
    return "[--data DIR] [--port-base N] [--detach]  starts everything; Ctrl-C or down stops it";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Site site = sites.forStart(arguments);
    Children children = new Children(site.folders());
    Suite suite = WholeSuite.of(site, children);
    Running running = new Running(site.folders(), children);
    Optional<FileLock> lock = running.lock();
    if (lock.isEmpty() || running.detached(names -> names.containsAll(names(suite)))) {
      System.out.println("The suite is already up; `make down` stops it.");
      System.out.println(new Guide(sites.apply(arguments)).text());
      return 0;
    }
    stopLeftovers(running, suite);
    Preflight.check(suite.parts(), site.ports());
    Sites.remember(site);
    return start(site, suite, running, children, arguments.flag("--detach"));
  }

  private static int start(
      Site site, Suite suite, Running running, Children children, boolean detach)
      throws IOException, InterruptedException {
    Thread end = new Thread(() -> stop(suite, running, children), "end");
    Runtime.getRuntime().addShutdownHook(end);
    children.remember(Running.LAUNCHER, ProcessHandle.current());
    Instant begin = Instant.now();
    System.out.println("Starting the suite; logs are in " + site.folders().logs());
    suite.start();
    System.out.printf(
        "Everything is up after %d s.%n", Duration.between(begin, Instant.now()).toSeconds());
    System.out.println(new Guide(site).text());
    if (detach) {
      running.markDetached();
      Runtime.getRuntime().removeShutdownHook(end);
      children.forget(Running.LAUNCHER);
      return 0;
    }
    System.out.println("Ctrl-C stops everything.");
    new Watch(children).keep();
    return 0;
  }

  private static void stopLeftovers(Running running, Suite suite)
      throws IOException, InterruptedException {
    Set<String> orphans = running.parts();
    if (!orphans.isEmpty()) {
      System.out.println(
          "An earlier launcher was killed and left these behind; stopping them first: "
              + String.join(", ", orphans));
    }
    running.stopAll(suite);
  }

  /** Runs in the shutdown hook: after Ctrl-C, SIGTERM or a part that failed to start. */
  private static void stop(Suite suite, Running running, Children children) {
    System.out.println();
    System.out.println("Stopping the suite");
    try {
      children.close();
      running.stopAll(suite);
      children.forget(Running.LAUNCHER);
      System.out.println("Everything is stopped.");
    } catch (IOException | LaunchException e) {
      System.err.println("Stopping was not complete, `make down` tries again: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> names(Suite suite) {
    return suite.parts().stream().filter(p -> !p.ports().isEmpty()).map(Part::name).toList();
  }
}
