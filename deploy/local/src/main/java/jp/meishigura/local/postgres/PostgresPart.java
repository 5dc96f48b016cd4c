package jp.meishigura.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.Command;
import jp.meishigura.local.process.Programs;

/** PostgreSQL, reachable by password on the loopback address only. */
public final class PostgresPart implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Site site;
  private final PostgresServer server;

  public PostgresPart(Site site) {
    this.site = site;
    this.server = new PostgresServer(site);
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.POSTGRES);
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    Path home = PostgresBinaries.unpacked(site.folders());
    Path data = site.folders().of(name()).resolve("data");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(home, data);
    }
    // INT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    Child child = children.spawn(name(), Command.of(serve(home, data)).stoppedBy("INT"));
    child.await(PATIENCE, server::answers);
    if (site.durable()) {
      new Databases(server, site.secrets()).create();
    }
    return "127.0.0.1:" + site.ports().of(Port.POSTGRES);
  }

  private void initialise(Path home, Path data) throws IOException, InterruptedException {
    PrivateFiles.folderFor(data);
    site.secrets().get(PostgresServer.ADMIN_SECRET);
    List<String> words = new ArrayList<>(asOrdinaryUser());
    words.addAll(
        List.of(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=" + PostgresServer.ADMIN,
            "--pwfile=" + site.secrets().file(PostgresServer.ADMIN_SECRET),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions"));
    if (!site.durable()) {
      words.add("--no-sync");
    }
    Programs.run(words);
  }

  private List<String> serve(Path home, Path data) {
    List<String> words = new ArrayList<>(asOrdinaryUser());
    words.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", data.toString()));
    settings().forEach((key, value) -> words.addAll(List.of("-c", key + "=" + value)));
    return words;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(site.ports().of(Port.POSTGRES)));
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "200");
    settings.put("shared_buffers", "256MB");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    // Statements and details of errors can carry personal data: they stay out of the log.
    settings.put("log_min_error_statement", "panic");
    settings.put("log_error_verbosity", "terse");
    if (!site.durable()) {
      settings.putAll(
          Map.of(
              "fsync", "off",
              "synchronous_commit", "off",
              "full_page_writes", "off",
              "wal_level", "minimal",
              "max_wal_senders", "0"));
    }
    return settings;
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
  private static List<String> asOrdinaryUser() {
    boolean root = System.getProperty("user.name").equals("root");
    return root && Programs.find("unshare").isPresent() ? List.of("unshare", "-U") : List.of();
  }
}
