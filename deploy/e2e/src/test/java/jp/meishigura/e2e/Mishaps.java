package jp.meishigura.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Programs;

/** What can befall an installation. Each mishap ends with everything running again. */
final class Mishaps {

  private static final Duration CUT = Duration.ofSeconds(8);
  private static final Duration FULL = Duration.ofSeconds(6);

  private final SuiteUnderTest suite;
  private final Random random;

  /** One of them. */
  record Mishap(String name, Runnable befalls) {}

  Mishaps(SuiteUnderTest suite, Random random) {
    this.suite = suite;
    this.random = random;
  }

  /** Every kind; disks are filled where there is a program that sets limits (Linux). */
  List<Mishap> all() {
    List<Mishap> all =
        new ArrayList<>(
            List.of(
                killed("contacts-service"),
                killed("consent-service"),
                killed("audit-service"),
                killed("crypto-gateway"),
                killed("kafka"),
                killed("postgres"),
                killed("openbao"),
                killed("keycloak"),
                new Mishap("the broker loses its disk", this::brokerWithoutDisk),
                new Mishap("the broker is cut off", () -> cutOff("kafka")),
                new Mishap("the database is cut off", () -> cutOff("postgres")),
                new Mishap("crypto-gateway is cut off", () -> cutOff("crypto-gateway"))));
    if (Programs.find("prlimit").isPresent()) {
      all.add(new Mishap("the broker's disk is full", () -> fullDisk("kafka")));
      all.add(new Mishap("the database's disk is full", () -> fullDisk("postgres")));
    }
    return all;
  }

  private Mishap killed(String part) {
    return new Mishap(
        part + " is killed",
        () -> {
          kill(part);
          sleep(Duration.ofMillis(random.nextInt(3_000)));
          suite.startPart(part);
        });
  }

  private void brokerWithoutDisk() {
    kill("kafka");
    delete(suite.site().folders().of("kafka").resolve("data"));
    suite.startPart("kafka");
  }

  /** As a cable that is pulled looks from outside: nothing is refused, and nothing answers. */
  private void cutOff(String part) {
    List<ProcessHandle> processes = family(part);
    processes.forEach(process -> run("kill", "-STOP", Long.toString(process.pid())));
    sleep(CUT);
    processes.forEach(process -> run("kill", "-CONT", Long.toString(process.pid())));
  }

  /**
   * No file may grow: what a full disk answers, without filling the machine's. PostgreSQL and the
   * JVM ignore the signal that comes with it, so that each write fails.
   */
  private void fullDisk(String part) {
    limit(part, "0:");
    sleep(FULL);
    limit(part, "unlimited:");
    // Who died of it stays dead until somebody has made room and starts it again.
    kill(part);
    suite.startPart(part);
  }

  private void limit(String part, String bytes) {
    for (ProcessHandle process : family(part)) {
      run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes);
    }
  }

  /** As a power failure ends it: with all processes that it has started. */
  private void kill(String part) {
    List<ProcessHandle> processes = family(part);
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    suite.launch("stop-part", part); // forgets the dead process
  }

  private List<ProcessHandle> family(String part) {
    try {
      return new Children(suite.site().folders())
          .running(part).stream()
              .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that has ended in the meantime is no failure. */
  private static void run(String... command) {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
