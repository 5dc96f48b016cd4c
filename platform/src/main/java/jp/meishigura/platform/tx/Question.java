package jp.meishigura.platform.tx;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is asked of a tenant's rows in one statement, which sets the tenant as well: one round trip,
 * where a transaction around the same statement takes three.
 *
 * @param <R> what the answer tells
 */
public interface Question<R> {

  /**
   * A query of the table expression {@code tenant}, whose only row has the tenant's {@code id} and
   * sets the tenant when it is read. Whatever is joined to it must compare with that id, so that it
   * is read after; if ever it were read before, row-level security would show nothing.
   */
  String sql();

  /**
   * Sets the parameters.
   *
   * @param first the number of the first of them
   */
  void bind(PreparedStatement statement, int first) throws SQLException;

  /** Reads the answer. */
  R read(ResultSet row) throws SQLException;
}
