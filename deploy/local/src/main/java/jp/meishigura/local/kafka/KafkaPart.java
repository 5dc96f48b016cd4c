package jp.meishigura.local.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** One Kafka node that is broker and controller at once. */
public final class KafkaPart implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Site site;

  public KafkaPart(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.KAFKA, Port.KAFKA_CONTROLLER);
  }

  /** {@code host:port} for clients. */
  public static String bootstrap(Site site) {
    return "127.0.0.1:" + site.ports().of(Port.KAFKA);
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    Path settings = KafkaSettings.write(site, site.folders().of(name()));
    format(settings);
    Child child = children.spawn(name(), command(settings));
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrap(site), "reconnect.backoff.max.ms", "200");
    // A client asked before the port is open sleeps through its back-off: look at the port first.
    child.await(PATIENCE, () -> !site.ports().isFree(Port.KAFKA));
    try (Admin admin = Admin.create(client)) {
      child.await(PATIENCE, () -> answers(admin));
      if (site.durable()) {
        Topics.create(admin);
      }
    }
    return bootstrap(site);
  }

  private Command command(Path settings) {
    return Command.java(
        List.of(
            "-Xms128m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            // Half the start-up time, and two cores are shared with everything else.
            site.durable() ? "-XX:TieredStopAtLevel=4" : "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            settings.toString()));
  }

  private void format(Path settings) throws IOException {
    Path log = site.folders().of(name()).resolve("data");
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    PrivateFiles.folder(log);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] arguments = {
      "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings.toString()
    };
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      if (StorageTool.execute(arguments, out) != 0) {
        throw new LaunchException(
            "Kafka's storage could not be formatted: " + said.toString(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean answers(Admin admin) throws IOException, InterruptedException {
    try {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    }
  }
}
