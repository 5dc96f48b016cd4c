package jp.meishigura.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.Statements;

/** Tombstones whose event is still in the outbox, in a system transaction. */
@ApplicationScoped
public class WaitingTombstones {

  /** Over an index of its own, of tombstones that wait: {@code tombstones_on_their_way}. */
  static final String QUERY =
      "select key from outbox where topic = 'tombstones' and published_at is null"
          + " and key = any(?)";

  private final Statements sql;

  public WaitingTombstones(Statements sql) {
    this.sql = sql;
  }

  /**
   * Which of these the broker has not acknowledged. A row that is marked says that it has, and so
   * does none at all: that tombstone came from the topic.
   *
   * @param keys {@link Tombstone#key()} of each
   */
  public Set<String> among(Collection<String> keys) {
    List<String> waiting = sql.select(row -> row.getString(1), QUERY, List.copyOf(keys));
    return Set.copyOf(waiting);
  }
}
