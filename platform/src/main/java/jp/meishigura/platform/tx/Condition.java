package jp.meishigura.platform.tx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be so at the moment at which something is written, or it is not written. */
public interface Condition {

  /**
   * A value that the condition compares with.
   *
   * @param name of the column {@code v.name}
   * @param type in PostgreSQL
   */
  record Column(String name, String type) {}

  /**
   * A condition about {@code tenant.id}, the {@link #columns} and rows that compare with the
   * tenant's id. It is the same text for all conditions of its kind: many are asked at once.
   */
  String sql();

  List<Column> columns();

  /** A value for each column. */
  List<@Nullable Object> values();
}
