package jp.meishigura.audit.store;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.exposure.Shown;
import jp.meishigura.audit.domain.log.AuditEvent;
import org.jspecify.annotations.Nullable;

/**
 * Columns that are copies to search and to add up by: purpose, actor_client, actor_session,
 * address, fields, shown, in this order.
 */
public final class SearchColumns {

  private SearchColumns() {}

  /**
   * @param first the number of the first of the six parameters
   */
  public static void bind(PreparedStatement statement, int first, AuditEvent event)
      throws SQLException {
    List<UUID> shown = Shown.cards(event);
    statement.setString(first, event.purpose());
    statement.setString(first + 1, event.actor().client());
    statement.setString(first + 2, event.actor().session());
    statement.setString(first + 3, event.address());
    statement.setArray(first + 4, array(statement, "text", event.fields()));
    statement.setArray(first + 5, array(statement, "uuid", shown));
  }

  private static @Nullable Array array(PreparedStatement statement, String type, List<?> items)
      throws SQLException {
    return items.isEmpty() ? null : statement.getConnection().createArrayOf(type, items.toArray());
  }
}
