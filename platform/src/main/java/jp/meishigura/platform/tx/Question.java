package jp.meishigura.platform.tx;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is asked of a tenant's rows, or written and told back, in one statement that sets the tenant
 * as well: one round trip, where a transaction around the same statement takes three.
 *
 * @param <R> what the answer tells
 */
public interface Question<R> {

  /** Goes before {@link #sql}; its one parameter is the tenant's id as text. */
  String TENANT =
      "with tenant as materialized (select set_config('app.tenant', ?, true)::uuid as id) ";

  /**
   * A statement that follows the table expression {@code tenant} (a comma adds others), whose only
   * row has the tenant's {@code id} and sets the tenant when it is read. Whatever is joined to it
   * must compare with that id, so that it is read after; if ever it were read before, row-level
   * security would show nothing. Policies of tables that are read so ask for the setting in a
   * subquery, or they are planned for no tenant.
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
