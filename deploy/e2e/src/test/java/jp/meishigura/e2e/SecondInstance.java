package jp.meishigura.e2e;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;

/** Another contacts-service on the same database, topics and keys, as a second machine has it. */
final class SecondInstance implements AutoCloseable {

  private static final String NAME = "contacts-service-2";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Children children;
  private final int port;

  private SecondInstance(Children children, int port) {
    this.children = children;
    this.port = port;
  }

  static SecondInstance start(SuiteUnderTest suite) throws IOException, InterruptedException {
    Site site = suite.site();
    Path jar =
        site.folders().repository().resolve("contacts-service/target/quarkus-app/quarkus-run.jar");
    int port;
    int management;
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = one.getLocalPort();
      management = other.getLocalPort();
    }
    Path configuration = configuration(site, port, management);
    Children children = new Children(site.folders());
    Child child =
        children.spawn(
            NAME,
            Command.java(
                List.of(
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-Dquarkus.config.locations=" + configuration,
                    "-jar",
                    jar.toString())));
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      child.await(
          PATIENCE, () -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }
    return new SecondInstance(children, port);
  }

  /** The first instance's, with other ports. */
  private static Path configuration(Site site, int port, int management) throws IOException {
    Path services = site.folders().of("services");
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(services.resolve("contacts-service.properties"))) {
      properties.load(file);
    }
    properties.setProperty("quarkus.http.port", Integer.toString(port));
    properties.setProperty("quarkus.management.port", Integer.toString(management));
    StringWriter text = new StringWriter();
    properties.store(text, NAME);
    return PrivateFiles.write(services.resolve(NAME + ".properties"), text.toString());
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    try {
      children.stop(NAME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
