package jp.meishigura.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.local.Site;
import jp.meishigura.local.postgres.PostgresServer;
import jp.meishigura.local.services.Service;
import org.postgresql.PGConnection;

/** The databases, read as their superuser reads them. */
final class Dumps {

  private final PostgresServer postgres;

  Dumps(Site site) {
    this.postgres = new PostgresServer(site);
  }

  Connection connect(Service service) throws SQLException {
    return DriverManager.getConnection(
        postgres.url() + service.database(),
        PostgresServer.ADMIN,
        postgres.adminPassword().reveal());
  }

  /** The first column of a query's rows, as text. */
  List<String> query(Service service, String sql) throws SQLException {
    List<String> column = new ArrayList<>();
    try (Connection connection = connect(service);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        column.add(row.getString(1));
      }
    }
    return column;
  }

  /**
   * A table as pg_dump writes it in plain text: the server formats the rows either way. There is no
   * pg_dump among the PostgreSQL binaries that the suite runs on.
   */
  Path plainText(Service service, String table, Path file) throws IOException, SQLException {
    List<String> columns =
        query(
            service,
            "select quote_ident(column_name) from information_schema.columns where table_schema ="
                + " 'public' and table_name = '"
                + table
                + "' order by ordinal_position");
    String list = "(" + String.join(", ", columns) + ")";
    try (Connection connection = connect(service);
        OutputStream out = Files.newOutputStream(file)) {
      out.write(
          "--\n-- PostgreSQL database dump\n--\n\nSET row_security = off;\n\n".getBytes(UTF_8));
      out.write(("COPY public." + table + " " + list + " FROM stdin;\n").getBytes(UTF_8));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy public." + table + " " + list + " to stdout", out);
      out.write("\\.\n\n".getBytes(UTF_8));
    }
    return file;
  }
}
