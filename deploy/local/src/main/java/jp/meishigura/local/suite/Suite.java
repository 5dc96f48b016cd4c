package jp.meishigura.local.suite;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.process.Children;

/**
 * Parts in stages: those of one stage start and stop together, a stage only after the one before.
 */
final class Suite {
  private final List<List<Part>> stages;
  private final Children children;
  private final Progress progress;

  Suite(List<List<Part>> stages, Children children, Progress progress) {
    this.stages = stages;
    this.children = children;
    this.progress = progress;
  }

  List<Part> parts() {
    return stages.stream().flatMap(List::stream).toList();
  }

  Part part(String name) {
    return parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchException(
                    "There is no part "
                        + name
                        + "; there are "
                        + String.join(", ", parts().stream().map(Part::name).toList())
                        + "."));
  }

  /**
   * Starts everything and waits until it is healthy.
   *
   * @throws LaunchException naming every part that failed; the others keep running
   */
  void start() throws InterruptedException {
    for (List<Part> stage : stages) {
      together(stage, this::start);
    }
  }

  /** Stops what runs, the last stage first. */
  void stop() throws InterruptedException {
    for (List<Part> stage : stages.reversed()) {
      together(stage, this::stop);
    }
  }

  Void start(Part part) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    String where = part.start(children);
    progress.ready(part.name(), Duration.between(begin, Instant.now()), where);
    return null;
  }

  Void stop(Part part) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    if (children.stop(part.name())) {
      progress.stopped(part.name(), Duration.between(begin, Instant.now()));
    }
    return null;
  }

  /** What is done with each part of a stage. */
  @FunctionalInterface
  private interface Step {
    Void take(Part part) throws IOException, InterruptedException;
  }

  private static void together(List<Part> stage, Step step) throws InterruptedException {
    List<Callable<Void>> tasks =
        stage.stream().<Callable<Void>>map(part -> () -> step.take(part)).toList();
    List<String> failures = new ArrayList<>();
    // Not virtual threads: two that wait in static initialisers hold both carriers of a machine
    // with
    // two cores, and the third, whose lock they wait for, never runs again (seen: a start that
    // hung).
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("part-", 1).factory())) {
      for (Future<Void> future : threads.invokeAll(tasks)) {
        try {
          future.get();
        } catch (ExecutionException e) {
          failures.add(explain(e.getCause() == null ? e : e.getCause()));
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new LaunchException(String.join("\n", failures));
    }
  }

  private static String explain(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof LaunchException && message != null ? message : cause.toString();
  }
}
