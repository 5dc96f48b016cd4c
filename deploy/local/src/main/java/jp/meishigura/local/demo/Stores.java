package jp.meishigura.local.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Site;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.services.Service;

/** Everything that the suite keeps, as a thief with the whole machine would read it. */
public final class Stores {
  private final Site site;
  private final PostgresServer postgres;

  public Stores(Site site) {
    this.site = site;
    this.postgres = new PostgresServer(site);
  }

  /**
   * What of the needles is found where; an empty map is the good answer. The mail server's folder
   * is left out: it holds the mails that were sent, and a mail has an address.
   */
  public Map<String, Set<String>> search(Needles needles) throws IOException {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      note(found, "database " + service.database(), searchTables(service.database(), needles));
    }
    for (String folder : List.of("postgres", "kafka", "openbao", "keycloak", "logs", "run")) {
      note(found, "files of " + folder, searchFiles(site.folders().of(folder), needles));
    }
    return found;
  }

  private static void note(Map<String, Set<String>> found, String where, Set<String> what) {
    if (!what.isEmpty()) {
      found.put(where, what);
    }
  }

  private Set<String> searchTables(String database, Needles needles) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Connection connection =
            DriverManager.getConnection(
                postgres.url() + database,
                PostgresServer.ADMIN,
                postgres.adminPassword().reveal());
        Statement sql = connection.createStatement()) {
      // What is only in the server's memory shall be in its files, which are searched next.
      sql.execute("checkpoint");
      for (String table : tables(sql)) {
        found.addAll(needles.findIn(new ByteArrayInputStream(rows(sql, table))));
      }
    } catch (SQLException e) {
      throw new LaunchException("The database " + database + " could not be read.", e);
    }
    return found;
  }

  /** Rows as text; bytes come as hexadecimal, which is one of the spellings that are looked for. */
  private static byte[] rows(Statement sql, String table) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (ResultSet row = sql.executeQuery("select t::text from " + table + " t")) {
      while (row.next()) {
        text.append(row.getString(1)).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> tables(Statement sql) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            "select format('%I.%I', schemaname, tablename) from pg_tables"
                + " where schemaname not in ('pg_catalog', 'information_schema')")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }

  private static Set<String> searchFiles(Path folder, Needles needles) throws IOException {
    Set<String> found = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            if (about.isRegularFile()) {
              try (InputStream in = Files.newInputStream(file)) {
                found.addAll(needles.findIn(in));
              } catch (NoSuchFileException e) {
                return FileVisitResult.CONTINUE; // servers rotate their files while we look
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return found;
  }
}
