package jp.meishigura.platform.tx;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What must be so at the moment at which something is written, or it is not written. */
public interface Condition {

  /**
   * A condition about {@code tenant.id} and rows that compare with it, as in {@link Question#sql}.
   */
  String sql();

  /**
   * Sets the parameters.
   *
   * @param first the number of the first of them
   */
  void bind(PreparedStatement statement, int first) throws SQLException;
}
