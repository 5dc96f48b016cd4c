package jp.meishigura.local.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Secrets;
import jp.meishigura.local.services.Service;

/**
 * A database per service with two roles: one that owns the tables and migrates them, one that the
 * service works as. The second gets nothing here beyond seeing the schema: each migration grants
 * what its tables allow.
 */
public final class Databases {
  private final PostgresServer server;
  private final Secrets secrets;

  public Databases(PostgresServer server, Secrets secrets) {
    this.server = server;
    this.secrets = secrets;
  }

  /** The password of a role such as {@code contacts_app}. */
  public static Secret password(Secrets secrets, String role) {
    return secrets.get("postgres-" + role);
  }

  /** Creates what is missing and sets the passwords to those on file. */
  void create() {
    try (Connection connection = server.connect(PostgresServer.ADMIN)) {
      for (Service service : Service.values()) {
        role(connection, service.owner());
        role(connection, service.app());
        database(connection, service);
      }
    } catch (SQLException e) {
      throw new LaunchException("Setting up the databases failed: " + e.getMessage(), e);
    }
  }

  private void role(Connection connection, String role) throws SQLException {
    String verb =
        exists(connection, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          verb
              + " role "
              + role
              + " login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password '"
              + password(secrets, role).reveal().replace("'", "''")
              + "'");
    }
  }

  private void database(Connection connection, Service service) throws SQLException {
    String name = service.database();
    try (Statement statement = connection.createStatement()) {
      if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
        statement.execute("create database " + name + " owner " + service.owner());
      }
      statement.execute("revoke all on database " + name + " from public");
      statement.execute("grant connect on database " + name + " to " + service.app());
    }
    try (Connection inside = server.connect(name);
        Statement statement = inside.createStatement()) {
      statement.execute("alter schema public owner to " + service.owner());
      statement.execute("revoke all on schema public from public");
      statement.execute("grant usage on schema public to " + service.app());
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
