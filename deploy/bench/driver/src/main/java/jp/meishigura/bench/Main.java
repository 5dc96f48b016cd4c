package jp.meishigura.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import jp.meishigura.bench.report.CardReport;
import jp.meishigura.bench.report.KeyReport;
import jp.meishigura.bench.report.LogReport;
import jp.meishigura.bench.report.Machine;
import jp.meishigura.bench.report.Report;
import jp.meishigura.bench.servers.HighCeilings;
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
      measure(options);
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

  private static void measure(Options options)
      throws IOException, SQLException, InterruptedException {
    Path data = options.repository().resolve(".meishigura/bench");
    Installation installation = Installation.in(options.repository(), data);
    // Ctrl-C must leave nothing behind either.
    Thread end = new Thread(() -> stop(installation), "end");
    Runtime.getRuntime().addShutdownHook(end);
    installation.start();
    new HighCeilings(installation.site()).set();
    Bench bench = new Bench(options, installation.site());
    if (options.onlyCards()) {
      print(Machine.of(installation.site()), new CardReport(bench.cards()).tables());
    } else if (options.onlyKeys()) {
      KeyReport report = new KeyReport(bench.keys());
      print(Machine.of(installation.site()), report.tables());
    } else if (options.onlyLog()) {
      print(Machine.of(installation.site()), new LogReport(bench.log()).tables());
    } else {
      Report report = bench.run();
      print(report.machine(), report.tables());
      if (options.write()) {
        Path file = options.repository().resolve("docs/benchmarks.md");
        Files.writeString(file, report.document());
        System.out.println("Written to " + file);
      }
    }
    Runtime.getRuntime().removeShutdownHook(end);
    stop(installation);
  }

  private static void print(Machine machine, String tables) {
    System.out.println();
    System.out.println(machine);
    System.out.println();
    System.out.println(tables);
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
