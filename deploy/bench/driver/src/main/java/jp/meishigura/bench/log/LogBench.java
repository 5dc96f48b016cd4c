package jp.meishigura.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.bench.log.OutboxLoad.Committed;
import jp.meishigura.bench.servers.Backlog;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.services.Service;

/** Everything about the log that is measured, in its order. */
public final class LogBench {
  private static final String ALIAS = "aozora";
  private static final List<Integer> RATES = List.of(400, 1_600, 3_200, 4_800, 6_400, 8_000);
  private static final int WARM_UP_RATE = 1_600;
  private static final int BACKLOG = 50_000;
  private static final int MILLION = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Slower than this share of what is offered, and it falls behind: no use in more. */
  private static final double KEEPS_UP = 0.9;

  private final Site site;
  private final Backlog backlog;
  private final Duration length;

  /**
   * @param length of each step
   */
  public LogBench(Site site, Backlog backlog, Duration length) {
    this.site = site;
    this.backlog = backlog;
    this.length = length;
  }

  public LogResults run() throws IOException, SQLException, InterruptedException {
    URI audit = URI.create(site.ports().http(Port.AUDIT));
    try (Connection contacts = connection(Service.CONTACTS);
        Connection log = connection(Service.AUDIT);
        CheckpointWatch watch = new CheckpointWatch(audit)) {
      OutboxLoad load = new OutboxLoad(contacts, tenant(log), ALIAS);
      step(load, watch, log, WARM_UP_RATE);
      List<LogResults.Step> steps = new ArrayList<>();
      for (int rate : RATES) {
        LogResults.Step step = step(load, watch, log, rate);
        steps.add(step);
        if (step.reached() < KEEPS_UP * rate) {
          break;
        }
      }
      double appended = drained(load, watch, log);
      double copied = copied(log);
      return new LogResults(steps, appended, copied, MILLION, Verification.of(MILLION));
    }
  }

  private LogResults.Step step(OutboxLoad load, CheckpointWatch watch, Connection log, int rate)
      throws SQLException, InterruptedException {
    backlog.drain();
    List<Committed> all = load.run(rate, length);
    Map<UUID, Long> leaves = leaves(log, all);
    await(watch, leaves);
    LongSummaryStatistics took = new LongSummaryStatistics();
    NavigableMap<Long, Integer> provable = new TreeMap<>();
    for (Committed one : all) {
      long at = watch.provableAt(Objects.requireNonNull(leaves.get(one.event())));
      took.accept(at - one.at());
      provable.merge(at, 1, Integer::sum);
    }
    return new LogResults.Step(
        rate, rate(provable), took.getMin() / 1e6, took.getAverage() / 1e6, took.getMax() / 1e6);
  }

  /** From the first checkpoint to the last: what the first one covers came before that time. */
  private static double rate(NavigableMap<Long, Integer> provable) {
    long began = provable.firstKey();
    int number = provable.tailMap(began, false).values().stream().mapToInt(one -> one).sum();
    return number / ((provable.lastKey() - began) / 1e9);
  }

  /** All at once: what the chain of relay, broker, log and signature does when it never waits. */
  private double drained(OutboxLoad load, CheckpointWatch watch, Connection log)
      throws SQLException, InterruptedException {
    backlog.drain();
    List<Committed> all = load.commit(BACKLOG);
    Map<UUID, Long> leaves = leaves(log, all);
    await(watch, leaves);
    long last = leaves.values().stream().mapToLong(watch::provableAt).max().orElseThrow();
    return all.size() / ((last - all.getFirst().at()) / 1e9);
  }

  /** The same rows, by the fastest way into a table that PostgreSQL has, committed as one. */
  private double copied(Connection log) throws SQLException {
    String columns =
        "leaf_index, event_id, tenant_id, at, service, actor_kind, actor_id, action, decision,"
            + " card, data";
    // A file in PostgreSQL's own folder, which nobody else reads.
    try (Statement sql = log.createStatement()) {
      sql.execute(
          "copy (select "
              + columns
              + " from entries order by leaf_index desc limit "
              + BACKLOG
              + ") to program 'cat > bench_copy.txt'");
      sql.execute(
          "drop table if exists bench_copy; create table bench_copy as select "
              + columns
              + " from entries with no data");
      long begin = System.nanoTime();
      sql.execute("copy bench_copy from program 'cat bench_copy.txt'");
      double seconds = (System.nanoTime() - begin) / 1e9;
      sql.execute("drop table bench_copy; copy (select 1) to program 'rm bench_copy.txt'");
      return BACKLOG / seconds;
    }
  }

  private static void await(CheckpointWatch watch, Map<UUID, Long> leaves)
      throws InterruptedException {
    long last = leaves.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!watch.covers(last)) {
      if (System.nanoTime() > until) {
        throw new LaunchException("No checkpoint covers what was appended.");
      }
      Thread.sleep(20);
    }
  }

  /** Where in the log the events are; waits for all of them. */
  private static Map<UUID, Long> leaves(Connection log, List<Committed> events)
      throws SQLException, InterruptedException {
    UUID[] ids = events.stream().map(Committed::event).toArray(UUID[]::new);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<UUID, Long> leaves = new HashMap<>();
      try (PreparedStatement select =
          log.prepareStatement(
              "select event_id, leaf_index from entries where event_id = any(?)")) {
        select.setArray(1, log.createArrayOf("uuid", ids));
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            leaves.put(row.getObject(1, UUID.class), row.getLong(2));
          }
        }
      }
      if (leaves.size() == ids.length) {
        return leaves;
      }
      if (System.nanoTime() > until) {
        throw new LaunchException(
            "Only " + leaves.size() + " of " + ids.length + " events are in the log.");
      }
      Thread.sleep(500);
    }
  }

  private static UUID tenant(Connection log) throws SQLException {
    try (Statement sql = log.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select tenant_id from entries where convert_from(data, '"
                    + UTF_8
                    + "') like '%\"tenantAlias\":\""
                    + ALIAS
                    + "\"%' limit 1")) {
      if (!row.next()) {
        throw new LaunchException("The log has no entry of " + ALIAS + " yet.");
      }
      return row.getObject(1, UUID.class);
    }
  }

  private Connection connection(Service service) throws SQLException {
    PostgresServer server = new PostgresServer(site);
    return DriverManager.getConnection(
        server.url() + service.database(), PostgresServer.ADMIN, server.adminPassword().reveal());
  }
}
