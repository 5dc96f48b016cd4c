package jp.meishigura.bench.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.services.Service;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Events that are on their way: in an outbox (audit records until the log has answered), or in
 * Kafka and not yet handled. A round of ours that ends with a backlog would let the plain service's
 * round pay for it.
 */
public final class Backlog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 50;

  private final Site site;
  private final Admin kafka;
  private final List<Connection> outboxes = new ArrayList<>();
  private Duration longest = Duration.ZERO;

  public Backlog(Site site) throws SQLException {
    this.site = site;
    PostgresServer server = new PostgresServer(site);
    for (Service service : Service.values()) {
      outboxes.add(
          DriverManager.getConnection(
              server.url() + service.database(),
              PostgresServer.ADMIN,
              server.adminPassword().reveal()));
    }
    this.kafka =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaPart.bootstrap(site)));
  }

  /** Waits until nothing is on its way. */
  public void drain() throws InterruptedException {
    Instant begin = Instant.now();
    try {
      while (waiting() > 0) {
        if (Duration.between(begin, Instant.now()).compareTo(PATIENCE) > 0) {
          throw new LaunchException(
              "Events are still on their way after "
                  + PATIENCE
                  + "; logs are in "
                  + site.folders().logs());
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (SQLException | ExecutionException e) {
      throw new LaunchException("The backlog cannot be seen: " + e.getMessage(), e);
    }
    Duration took = Duration.between(begin, Instant.now());
    longest = took.compareTo(longest) > 0 ? took : longest;
  }

  /** The longest that {@link #drain} took since {@link #forget}. */
  public Duration longest() {
    return longest;
  }

  /** Lets {@link #longest} begin anew. */
  public void forget() {
    longest = Duration.ZERO;
  }

  private long waiting() throws SQLException, ExecutionException, InterruptedException {
    long waiting = 0;
    for (Connection outbox : outboxes) {
      try (Statement statement = outbox.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select count(*) from outbox where published_at is null or topic = 'audit'")) {
        row.next();
        waiting += row.getLong(1);
      }
    }
    return waiting + unhandled();
  }

  private long unhandled() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
    for (GroupListing group : kafka.listGroups().all().get()) {
      handled.putAll(
          kafka.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get());
    }
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    handled.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
        kafka.listOffsets(latest).all().get();
    return handled.entrySet().stream()
        .mapToLong(
            entry -> {
              ListOffsetsResult.ListOffsetsResultInfo end = ends.get(entry.getKey());
              return end == null ? 0 : end.offset() - entry.getValue().offset();
            })
        .sum();
  }

  @Override
  public void close() throws SQLException {
    kafka.close(Duration.ofSeconds(2));
    for (Connection outbox : outboxes) {
      outbox.close();
    }
  }
}
