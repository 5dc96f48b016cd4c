package jp.meishigura.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Stream;
import jp.meishigura.local.Site;
import jp.meishigura.local.postgres.PostgresServer;

/** What the numbers were measured on: without it they mean nothing. */
public record Machine(
    String processor, int cores, String memory, String system, String java, String postgres) {

  /** This machine, and the PostgreSQL of that installation. */
  public static Machine of(Site site) throws SQLException {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        memorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        postgres(site));
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String memorySize() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? String.format(Locale.ROOT, "%.0f GiB", system.getTotalMemorySize() / 0x1p30)
        : "unknown";
  }

  private static String postgres(Site site) throws SQLException {
    PostgresServer server = new PostgresServer(site);
    try (Connection connection =
            DriverManager.getConnection(
                server.url() + PostgresServer.ADMIN,
                PostgresServer.ADMIN,
                server.adminPassword().reveal());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version') || ', fsync '"
                    + " || current_setting('fsync') || ', synchronous_commit '"
                    + " || current_setting('synchronous_commit')")) {
      row.next();
      return row.getString(1);
    }
  }
}
