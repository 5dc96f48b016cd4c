package jp.meishigura.local.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;

/** One of the four services, started as production starts it: a jar and a configuration file. */
public final class ServicePart implements Part {
  /** Four of them start at once on two cores: 25 s were seen. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PROBE = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();
  private final Site site;
  private final Service service;

  public ServicePart(Site site, Service service) {
    this.site = site;
    this.service = service;
  }

  @Override
  public String name() {
    return service.module();
  }

  @Override
  public List<Port> ports() {
    return List.of(service.port(), service.management());
  }

  @Override
  public void check() {
    if (!Files.isRegularFile(jar())) {
      throw new LaunchException(
          name()
              + " was not built ("
              + jar()
              + " is missing). `make up` builds what is missing; so does deploy/local/build.");
    }
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    check();
    Path configuration = new ServiceConfiguration(site).write(service);
    Child child =
        children.spawn(
            name(),
            Command.java(
                List.of(
                    service == Service.CONTACTS ? "-Xmx512m" : "-Xmx384m",
                    // Small heaps, few cores, many processes: the collector that costs least.
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dquarkus.config.locations=" + configuration,
                    "-jar",
                    jar().toString())));
    URI ready = URI.create(site.ports().http(service.management()) + "/q/health/ready");
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(PROBE).build();
    child.await(PATIENCE, () -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    return site.ports().http(service.port());
  }

  private Path jar() {
    return site.folders()
        .repository()
        .resolve(service.module())
        .resolve("target/quarkus-app/quarkus-run.jar");
  }
}
