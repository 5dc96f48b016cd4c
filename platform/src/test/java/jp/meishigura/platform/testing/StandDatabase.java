package jp.meishigura.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A database of one service's tests, with its owner and the role that the service runs as. */
public final class StandDatabase {

  private static final String PASSWORD = "only-on-the-stand";

  private final Stand stand;
  private final String name;

  private StandDatabase(Stand stand, String name) {
    this.stand = stand;
    this.name = name;
  }

  public static StandDatabase create(Stand stand) {
    StandDatabase database =
        new StandDatabase(stand, "t_" + UUID.randomUUID().toString().substring(0, 8));
    try (Connection admin = database.connect("postgres", null)) {
      database.setUp(admin);
    } catch (SQLException e) {
      throw new IllegalStateException("No database for the tests.", e);
    }
    try (Connection admin = database.asAdmin();
        Statement sql = admin.createStatement()) {
      sql.execute("alter schema public owner to " + database.owner());
      sql.execute("revoke all on schema public from public");
      sql.execute("grant usage on schema public to " + database.app());
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be handed over.", e);
    }
    return database;
  }

  private void setUp(Connection admin) throws SQLException {
    try (Statement sql = admin.createStatement()) {
      sql.execute("create role " + owner() + " login password '" + PASSWORD + "'");
      sql.execute(
          "create role " + app() + " login nosuperuser nobypassrls password '" + PASSWORD + "'");
      sql.execute("create database " + name + " owner " + owner());
    }
  }

  public void drop() {
    try (Connection admin = connect("postgres", null);
        Statement sql = admin.createStatement()) {
      sql.execute("drop database " + name + " with (force)");
      sql.execute("drop role " + owner());
      sql.execute("drop role " + app());
    } catch (SQLException e) {
      throw new IllegalStateException("The tests' database could not be dropped.", e);
    }
  }

  public String url() {
    return stand.property("postgres.url") + name;
  }

  public String owner() {
    return name + "_owner";
  }

  /** The role of the service: owns nothing, cannot bypass row-level security. */
  public String app() {
    return name + "_app";
  }

  public String password() {
    return PASSWORD;
  }

  /** A superuser: sees everything, as a thief of the disk would. */
  public Connection asAdmin() throws SQLException {
    return connect(name, null);
  }

  public Connection asOwner() throws SQLException {
    return connect(name, owner());
  }

  public Connection asApp() throws SQLException {
    return connect(name, app());
  }

  /** Runs one statement as the owner of the tables, to break something on purpose. */
  public void asOwner(String statement) {
    try (Connection owner = asOwner();
        Statement sql = owner.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  /**
   * A copy of the whole database as it is now, as a backup has it; its name. Everybody is thrown
   * out for the moment that it takes.
   */
  public String copy() {
    String copy = name + "_copy_" + UUID.randomUUID().toString().substring(0, 8);
    alone("create database " + copy + " template " + name);
    return copy;
  }

  /** Replaces the database by a copy, as a restore does; the copy is used up. */
  public void restore(String copy) {
    alone(
        "drop database " + name,
        "create database " + name + " template " + copy + " owner " + owner(),
        "drop database " + copy);
  }

  /** With nobody else in the database: it must not be in use to be copied or dropped. */
  private void alone(String... statements) {
    try (Connection admin = connect("postgres", null);
        Statement sql = admin.createStatement()) {
      sql.execute("alter database " + name + " with allow_connections false");
      sql.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '"
              + name
              + "'");
      for (String statement : statements) {
        sql.execute(statement);
      }
      sql.execute("alter database " + name + " with allow_connections true");
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be had alone.", e);
    }
  }

  /** Every row of every table, as text: what a thief of this database reads. */
  public String dump() {
    StringBuilder text = new StringBuilder();
    try (Connection admin = asAdmin()) {
      for (String table : tables(admin)) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        // A query, because a table in parts cannot be copied by its name.
        String copy = "copy (select * from " + table + ") to stdout";
        admin.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, rows);
        text.append("-- ").append(table).append('\n').append(rows.toString(UTF_8));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database could not be dumped.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> tables(Connection admin) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement sql = admin.createStatement();
        ResultSet row =
            sql.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private Connection connect(String database, @Nullable String role) throws SQLException {
    String url = stand.property("postgres.url") + database;
    return role == null
        ? DriverManager.getConnection(
            url, stand.property("postgres.admin.user"), stand.property("postgres.admin.password"))
        : DriverManager.getConnection(url, role, PASSWORD);
  }
}
