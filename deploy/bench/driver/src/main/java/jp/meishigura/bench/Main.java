package jp.meishigura.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import jp.meishigura.bench.report.Report;
import jp.meishigura.bench.servers.Installation;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.QuietLogging;

/** Starts the suite and the plain service, measures them, stops them, prints. */
public final class Main {
  private Main() {}

  /** The exit status is 0 when everything was measured: speed itself is never a failure. */
  public static void main(String[] args) {
    // Kafka's client would print its configuration between the lines of progress.
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    System.exit(run(args));
  }

  private static int run(String[] args) {
    try {
      Options options = Options.of(Arrays.asList(args));
      Report report = measure(options);
      System.out.println();
      System.out.println(report.machine());
      System.out.println();
      System.out.println(report.tables());
      if (options.write()) {
        Path file = options.repository().resolve("docs/benchmarks.md");
        Files.writeString(file, report.document());
        System.out.println("Written to " + file);
      }
      return 0;
    } catch (LaunchException | IllegalStateException e) {
      System.err.println(e.getMessage());
    } catch (IOException | SQLException e) {
      System.err.println("The bench failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private static Report measure(Options options)
      throws IOException, SQLException, InterruptedException {
    Path data = options.repository().resolve(".meishigura/bench");
    Installation installation = Installation.in(options.repository(), data);
    // Ctrl-C must leave nothing behind either.
    Thread end = new Thread(() -> stop(installation), "end");
    Runtime.getRuntime().addShutdownHook(end);
    installation.start();
    Report report = new Bench(options, installation.site()).run();
    Runtime.getRuntime().removeShutdownHook(end);
    stop(installation);
    return report;
  }

  private static void stop(Installation installation) {
    try {
      installation.stop();
    } catch (IOException | LaunchException e) {
      System.err.println("Stopping was not complete: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
