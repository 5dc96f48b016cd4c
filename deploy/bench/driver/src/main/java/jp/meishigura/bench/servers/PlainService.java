package jp.meishigura.bench.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;

/** The plain service, on the suite's PostgreSQL (in a database of its own) and its Keycloak. */
public final class PlainService {
  private static final String NAME = "bench-plain";
  private static final String ROLE = "bench_plain";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PROBE = Duration.ofSeconds(2);

  private final Site site;

  public PlainService(Site site) {
    this.site = site;
  }

  /**
   * Starts it; it stops with the suite, whose launcher finds its pid file.
   *
   * @return where it listens
   */
  public URI start() throws IOException, InterruptedException {
    createDatabase();
    int[] ports = freePorts();
    Path jar =
        site.folders()
            .repository()
            .resolve("deploy/bench/plain/target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw new LaunchException(jar + " is missing: start the bench by deploy/bench/run.");
    }
    Child child =
        new Children(site.folders())
            .spawn(
                NAME,
                // The very options that the launcher gives to contacts-service.
                Command.java(
                    List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dquarkus.config.locations=" + configuration(ports),
                        "-jar",
                        jar.toString())));
    URI health = URI.create("http://127.0.0.1:" + ports[1] + "/q/health/ready");
    HttpRequest request = HttpRequest.newBuilder(health).timeout(PROBE).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
      child.await(
          PATIENCE, () -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }
    return URI.create("http://127.0.0.1:" + ports[0]);
  }

  private Path configuration(int[] ports) throws IOException {
    String text =
        String.join(
            "\n",
            "quarkus.http.port=" + ports[0],
            "quarkus.management.port=" + ports[1],
            "quarkus.datasource.jdbc.url=" + new PostgresServer(site).url() + ROLE,
            "quarkus.datasource.username=" + ROLE,
            "quarkus.datasource.password=" + password().reveal(),
            "quarkus.oidc.auth-server-url=" + Issuer.at(site.ports()).uri(),
            "");
    return PrivateFiles.write(site.folders().of(NAME).resolve("application.properties"), text);
  }

  private Secret password() {
    return site.secrets().get("postgres-" + ROLE);
  }

  private void createDatabase() {
    PostgresServer server = new PostgresServer(site);
    try (Connection connection =
            DriverManager.getConnection(
                server.url() + PostgresServer.ADMIN,
                PostgresServer.ADMIN,
                server.adminPassword().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create role " + ROLE + " login nosuperuser password '" + password().reveal() + "'");
      statement.execute("create database " + ROLE + " owner " + ROLE);
    } catch (SQLException e) {
      throw new LaunchException("The plain service gets no database: " + e.getMessage(), e);
    }
  }

  private static int[] freePorts() throws IOException {
    try (ServerSocket api = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket management = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {api.getLocalPort(), management.getLocalPort()};
    }
  }
}
