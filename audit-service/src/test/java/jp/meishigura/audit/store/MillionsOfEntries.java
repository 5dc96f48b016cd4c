package jp.meishigura.audit.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.audit.LogDatabase;
import jp.meishigura.audit.SyntheticLog;
import jp.meishigura.audit.domain.log.Window;
import org.junit.jupiter.api.Test;

/**
 * Measures every kind of question among ten million entries, and is run by its name only:
 *
 * <pre>MEISHIGURA_ENTRIES=10000000 mvn -pl audit-service -am verify -Dtest=MillionsOfEntries \\
 *   -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * It takes some minutes and 15 GB of disk. The log is made without its indexes and triggers, which
 * come afterwards; docs/adr/0019 has the figures.
 */
class MillionsOfEntries {

  private static final long ENTRIES =
      Long.parseLong(System.getenv().getOrDefault("MEISHIGURA_ENTRIES", "10000000"));
  private static final long PART = 1_048_576;
  private static final Pattern BUFFERS = Pattern.compile("Buffers: shared([^\\n]*)");
  private static final Pattern PARTS = Pattern.compile("on ((?:entries|card_sightings)_\\d+)");

  @Test
  void measure() throws Exception {
    try (LogDatabase log = new LogDatabase().migrated()) {
      SyntheticLog synthetic = new SyntheticLog(log, 4);
      fill(log, synthetic);
      say("%,d entries, %,d sightings, %,d MB".formatted(ENTRIES, sightings(log), megabytes(log)));
      append(synthetic);
      questions(log);
    }
  }

  private static void fill(LogDatabase log, SyntheticLog synthetic) throws Exception {
    List<String> indexes = new ArrayList<>();
    try (Connection admin = log.database().asAdmin();
        Statement sql = admin.createStatement()) {
      try (ResultSet row =
          sql.executeQuery(
              "select indexname, indexdef from pg_indexes where schemaname = 'public'"
                  + " and tablename = 'entries' and indexname <> 'entries_pkey'")) {
        while (row.next()) {
          indexes.add(row.getString(2).replace(" ON ONLY ", " ON "));
        }
      }
      for (String index : indexes) {
        sql.execute("drop index public." + index.split(" ", -1)[2]);
      }
      sql.execute("alter table card_sightings drop constraint card_sightings_pkey");
      sql.execute("alter table entry_ids drop constraint entry_ids_pkey");
      for (long below = 2 * PART; below < ENTRIES + 2 * PART; below += PART) {
        sql.execute("select entries_add_next_part()");
      }
    }
    Instant begun = Instant.now();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<?>> chunks = new ArrayList<>();
      for (long first = 0; first < ENTRIES; first += 250_000) {
        String insert =
            synthetic.insertion(Long.toString(first), Math.min(250_000, ENTRIES - first));
        chunks.add(
            both.submit(
                () -> {
                  log.asAdmin(
                      "set session_replication_role = replica",
                      "set synchronous_commit = off",
                      insert);
                  return true;
                }));
      }
      for (Future<?> chunk : chunks) {
        chunk.get();
      }
    }
    say("made in %s".formatted(Duration.between(begun, Instant.now())));
    List<String> rest = new ArrayList<>(List.of("set maintenance_work_mem = '1GB'"));
    rest.add("set session_replication_role = replica");
    rest.addAll(indexes);
    rest.add(
        "insert into card_sightings select distinct tenant_id, unnest(shown), leaf_index, at"
            + " from entries where shown is not null");
    rest.add("alter table card_sightings add primary key (tenant_id, card, leaf_index)");
    rest.add("insert into entry_ids select event_id, leaf_index from entries");
    rest.add("alter table entry_ids add primary key (event_id)");
    rest.add(
        "insert into leaf_times select leaf_index / 4096 * 4096, min(at), max(at) from entries"
            + " group by 1");
    rest.add("update log_head set size = " + ENTRIES + ", news = " + ENTRIES);
    log.asAdmin(rest.toArray(String[]::new));
    synthetic.settle();
    say("indexed after %s".formatted(Duration.between(begun, Instant.now())));
  }

  /** As the inbox does under load: five hundred at once, each in a transaction. */
  private static void append(SyntheticLog synthetic) throws SQLException {
    synthetic.append(500);
    Instant begun = Instant.now();
    for (int batch = 0; batch < 40; batch++) {
      synthetic.append(500);
    }
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1_000.0;
    say("appends of 500: %,.0f entries/s (making them up included)".formatted(20_000 / seconds));
  }

  private static void questions(LogDatabase log) throws Exception {
    Instant from = Instant.parse("2025-12-01T00:00:00Z").plusSeconds(ENTRIES * 3 / 2);
    Window whole = Window.of(ENTRIES);
    for (int days : List.of(1, 30)) {
      say(
          "-- a time of %d days; ms: cold, then median and worst of ten others, then again"
              .formatted(days));
      Instant to = from.plus(Duration.ofDays(days));
      try (Connection app = log.asTenant(SyntheticLog.tenant(1))) {
        Window part = LeafTimes.narrowed(app, whole, from, to);
        for (String kind : kinds(whole, from, to, part, 0).keySet()) {
          forget(log);
          double cold = time(app, kinds(whole, from, to, part, 0).get(kind));
          double[] others = new double[10];
          for (int draw = 1; draw <= others.length; draw++) {
            others[draw - 1] = time(app, kinds(whole, from, to, part, draw).get(kind));
          }
          Arrays.sort(others);
          double again = time(app, kinds(whole, from, to, part, 10).get(kind));
          say(
              "%-32s %9.1f %9.1f %9.1f %9.1f  %s"
                  .formatted(
                      kind,
                      cold,
                      others[5],
                      others[9],
                      again,
                      plan(app, kinds(whole, from, to, part, 11).get(kind))));
        }
      }
    }
  }

  private static Map<String, EntryQuery> kinds(
      Window whole, Instant from, Instant to, Window part, int draw) {
    return new QueryKinds(SyntheticLog.tenant(1), whole, from, to, part, draw).all();
  }

  private static double time(Connection app, EntryQuery query) throws SQLException {
    long begun = System.nanoTime();
    try (PreparedStatement select = query.prepare(app)) {
      select.setFetchSize(500);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          row.getObject(1);
        }
      }
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  /** Which parts were looked into, by what, and how many pages. */
  private static String plan(Connection app, EntryQuery query) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = query.prepare(app, "explain (analyze, buffers) ");
        ResultSet row = explain.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString(1)).append('\n');
      }
    }
    String text = plan.toString();
    long parts =
        text.lines()
            .filter(line -> !line.contains("never executed"))
            .map(PARTS::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .distinct()
            .count();
    Matcher buffers = BUFFERS.matcher(text);
    return (text.contains("Seq Scan") ? "SEQ " : "")
        + (text.contains("Index Only Scan") ? "index only, " : "")
        + parts
        + " parts, pages"
        + (buffers.find() ? buffers.group(1) : " ?");
  }

  /** Out of PostgreSQL's buffers and the system's: as after a restart of the machine. */
  private static void forget(LogDatabase log) throws SQLException, IOException {
    log.asAdmin(
        "create extension if not exists pg_buffercache",
        "checkpoint",
        "select pg_buffercache_evict_relation(oid) from pg_class where relkind in ('r', 'i', 't')"
            + " and not relisshared");
    try (Connection admin = log.database().asAdmin();
        Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select current_setting('data_directory') || '/base/' || oid from pg_database"
                    + " where datname = current_database()")) {
      row.next();
      new ProcessBuilder(
              "sh",
              "-c",
              "for f in \"$1\"/*; do dd if=\"$f\" iflag=nocache count=0 2>/dev/null; done",
              "sh",
              Path.of(row.getString(1)).toString())
          .start()
          .onExit()
          .join();
    }
  }

  private static long sightings(LogDatabase log) throws SQLException {
    return log.number("select count(*) from card_sightings");
  }

  private static long megabytes(LogDatabase log) throws SQLException {
    return log.number("select pg_database_size(current_database()) / 1048576");
  }

  private static void say(String text) {
    System.out.println("MEASURED " + text);
  }
}
