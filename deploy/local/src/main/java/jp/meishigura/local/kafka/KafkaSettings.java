package jp.meishigura.local.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;

/** The node's {@code server.properties}. */
final class KafkaSettings {
  private KafkaSettings() {}

  static Path write(Site site, Path folder) throws IOException {
    String text =
        settings(site, folder).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("\n", "", "\n"));
    return PrivateFiles.write(folder.resolve("server.properties"), text);
  }

  private static Map<String, String> settings(Site site, Path folder) {
    String controller = "127.0.0.1:" + site.ports().of(Port.KAFKA_CONTROLLER);
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners", "PLAINTEXT://" + KafkaPart.bootstrap(site) + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", "PLAINTEXT://" + KafkaPart.bootstrap(site));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("data").toString());
    settings.put("auto.create.topics.enable", "false");
    // One node: every internal topic has the one replica there is.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("controlled.shutdown.enable", "false");
    // Hundreds of small test topics share one disk.
    settings.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
    settings.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    return settings;
  }
}
