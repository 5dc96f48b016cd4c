package jp.meishigura.local.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import jp.meishigura.local.Port;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;

/** How to reach the PostgreSQL of a site. */
public final class PostgresServer {
  /** The superuser that set-up uses; no service does. */
  public static final String ADMIN = "postgres";

  static final String ADMIN_SECRET = "postgres-admin";

  private final Site site;

  public PostgresServer(Site site) {
    this.site = site;
  }

  /** {@code jdbc:postgresql://127.0.0.1:PORT/}, to be followed by a database's name. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + site.ports().of(Port.POSTGRES) + "/";
  }

  public Secret adminPassword() {
    return site.secrets().get(ADMIN_SECRET);
  }

  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", ADMIN);
    properties.setProperty("password", adminPassword().reveal());
    return DriverManager.getConnection(url() + database, properties);
  }

  boolean answers() throws IOException {
    try (Connection connection = connect(ADMIN)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
