package jp.meishigura.local.suite;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import jp.meishigura.local.Folders;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;
import jp.meishigura.local.PrivateFiles;
import jp.meishigura.local.Secrets;
import jp.meishigura.local.Site;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.mail.MailPart;
import jp.meishigura.local.postgres.PostgresPart;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.process.PidFile;
import jp.meishigura.local.vault.Approle;
import jp.meishigura.local.vault.VaultPart;
import org.jspecify.annotations.Nullable;

/** Servers in a folder of their own that is deleted at the end. */
final class Stand {
  private static final String PREFIX = "meishigura-stand-";
  private static final String KEEPER = "stand";

  private final Site site;
  private final Children children;
  private final Suite suite;
  private volatile @Nullable Path written;
  private final AtomicBoolean ended = new AtomicBoolean();

  private Stand(Site site, Children children, Suite suite) {
    this.site = site;
    this.children = children;
    this.suite = suite;
  }

  /** Makes the folder, after clearing away those whose keeper was killed. */
  static Stand prepare(Path repository) throws IOException, InterruptedException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    clearAbandoned(repository, temporary);
    Path data = Files.createTempDirectory(temporary, PREFIX);
    Folders folders = new Folders(repository, data).create();
    Site site = new Site(folders, Ports.free(), new Secrets(folders.secrets()), false);
    Children children = new Children(folders);
    children.remember(KEEPER, ProcessHandle.current());
    Suite suite =
        new Suite(
            List.of(
                List.of(
                    new PostgresPart(site),
                    new KafkaPart(site),
                    new VaultPart(site),
                    new MailPart(site))),
            children,
            new Progress(System.out));
    return new Stand(site, children, suite);
  }

  Path defaultFile() {
    return site.folders().data().resolve("stand.properties");
  }

  /** Starts everything, then writes the file: whoever sees it finds all servers ready. */
  void start(Path file) throws IOException, InterruptedException {
    suite.start();
    StringWriter text = new StringWriter();
    properties().store(text, "A stand for tests; it ends with its keeper.");
    PrivateFiles.write(file, text.toString());
    written = file;
    System.out.println("The stand is described in " + file);
  }

  /** Stops everything and deletes the folder; a second call does nothing. */
  void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    children.close();
    try {
      suite.stop();
      if (written != null) {
        Files.deleteIfExists(written);
      }
      delete(site.folders().data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Properties properties() throws IOException, InterruptedException {
    PostgresServer postgres = new PostgresServer(site);
    Properties properties = new Properties();
    properties.setProperty("postgres.url", postgres.url());
    properties.setProperty("postgres.admin.user", PostgresServer.ADMIN);
    properties.setProperty("postgres.admin.password", postgres.adminPassword().reveal());
    properties.setProperty("kafka.bootstrap", KafkaPart.bootstrap(site));
    properties.setProperty("vault.addr", VaultPart.address(site));
    properties.setProperty("vault.role-id-file", Approle.roleIdFile(site).toString());
    properties.setProperty("vault.secret-id-file", Approle.secretIdFile(site).toString());
    properties.setProperty("vault.admin-token", new VaultPart(site).operatorToken().reveal());
    properties.setProperty("smtp.port", Integer.toString(site.ports().of(Port.SMTP)));
    properties.setProperty("inbox.url", site.ports().http(Port.INBOX));
    for (Map.Entry<String, PidFile> child : children.known().entrySet()) {
      properties.setProperty("pid." + child.getKey(), Long.toString(child.getValue().pid()));
    }
    return properties;
  }

  private static void clearAbandoned(Path repository, Path temporary)
      throws IOException, InterruptedException {
    try (DirectoryStream<Path> stands = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path data : stands) {
        Path keeper = data.resolve("run").resolve(KEEPER + ".pid");
        if (!Files.isReadable(keeper) || PidFile.read(keeper).isEmpty()) {
          continue;
        }
        Children children = new Children(new Folders(repository, data));
        if (children.running(KEEPER).isEmpty()) {
          for (String name : children.known().keySet()) {
            children.stop(name);
          }
          delete(data);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
