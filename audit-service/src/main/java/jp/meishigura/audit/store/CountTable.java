package jp.meishigura.audit.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.log.Counting;
import jp.meishigura.audit.domain.log.Counts;
import jp.meishigura.audit.domain.log.EntryFilter;
import jp.meishigura.audit.domain.log.Window;

/** {@link Counting} in PostgreSQL. */
@ApplicationScoped
public class CountTable implements Counting {

  private final AgroalDataSource dataSource;
  private final QueryTime time;

  CountTable(AgroalDataSource dataSource, QueryTime time) {
    this.dataSource = dataSource;
    this.time = time;
  }

  @Override
  public Counts count(UUID tenant, EntryFilter filter, Window window, Counts.By by, int most) {
    try (Connection connection = dataSource.getConnection()) {
      time.limit(connection);
      Window part = LeafTimes.narrowed(connection, window, filter.from(), filter.to());
      try (PreparedStatement select =
              EntryQuery.counts(tenant, filter, part, by, most).prepare(connection);
          ResultSet row = select.executeQuery()) {
        return counts(row);
      }
    } catch (SQLException e) {
      throw QueryTime.failed(e);
    }
  }

  private static Counts counts(ResultSet row) throws SQLException {
    List<Counts.Count> most = new ArrayList<>();
    long total = 0;
    long values = 0;
    while (row.next()) {
      most.add(new Counts.Count(row.getString(1), row.getLong(2)));
      total = row.getLong(3);
      values = row.getLong(4);
    }
    return new Counts(total, values, most);
  }
}
