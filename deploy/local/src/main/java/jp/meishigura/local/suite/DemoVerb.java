package jp.meishigura.local.suite;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import jp.meishigura.local.Arguments;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.Verb;
import jp.meishigura.local.demo.Narrator;
import jp.meishigura.local.demo.Story;
import jp.meishigura.local.process.Children;

/**
 * {@code demo}: the suite and its story. A suite that runs already is used and left running; one
 * that was started for the story ends with it, and its data stay.
 */
final class DemoVerb implements Verb {
  private final Sites sites;

  DemoVerb(Sites sites) {
    this.sites = sites;
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String help() {
    return "[--data DIR] [--port-base N]  starts everything, walks the story, stops what it started";
  }

  @Override
  public int run(Arguments arguments) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    Site before = sites.forStart(arguments);
    boolean ran = !new Running(before.folders(), new Children(before.folders())).parts().isEmpty();
    int status = new UpVerb(sites).run(arguments.with("--detach"));
    if (status != 0) {
      return status;
    }
    // While it starts, `up` itself stops what it has started so far.
    Thread stop = new Thread(() -> stopQuietly(arguments), "stop");
    if (!ran) {
      Runtime.getRuntime().addShutdownHook(stop);
    }
    Narrator narrator = new Narrator(System.out);
    try {
      new Story(sites.apply(arguments), narrator).walk();
    } catch (LaunchException e) {
      throw new LaunchException(
          "The story broke off. " + e.getMessage() + "\nThe logs are in " + before.folders().logs(),
          e);
    }
    System.out.println();
    if (!ran) {
      Runtime.getRuntime().removeShutdownHook(stop);
      stopQuietly(arguments);
      System.out.println("`make up` starts it again with these data and keeps it running.");
    }
    System.out.printf(
        Locale.ROOT,
        "The house stands: 7 of 7 steps in %d s.%n",
        Duration.between(begin, Instant.now()).toSeconds());
    return 0;
  }

  private void stopQuietly(Arguments arguments) {
    try {
      new DownVerb(sites).run(arguments);
    } catch (IOException | LaunchException e) {
      System.err.println("Stopping was not complete, `make down` tries again: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
