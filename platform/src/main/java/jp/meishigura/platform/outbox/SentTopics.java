package jp.meishigura.platform.outbox;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import jp.meishigura.platform.event.TopicIds;
import jp.meishigura.platform.service.PlatformConfig;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/**
 * Notices that a topic in which this service tells something was lost and made anew, and has the
 * relay tell all of it again: states from the first on, audit records as far as there is no receipt
 * for them.
 */
@Singleton
class SentTopics {

  private static final Logger LOG = Logger.getLogger(SentTopics.class);

  private final TenantTransactions transactions;
  private final Statements statements;
  private final TopicIds ids;
  private final PlatformConfig config;
  private boolean known;
  private long looked;

  SentTopics(
      TenantTransactions transactions, Statements statements, TopicIds ids, PlatformConfig config) {
    this.transactions = transactions;
    this.statements = statements;
    this.ids = ids;
    this.config = config;
  }

  /** After a failure: the broker that comes back may be an empty one. */
  void suspect() {
    known = false;
  }

  /**
   * Looks at all topics, if it is time to; so before anything is sent for the first time.
   *
   * @return whether there is something to tell again
   */
  boolean look() {
    if (known && System.nanoTime() - looked < config.topicsCheck().toNanos()) {
      return false;
    }
    Map<String, String> all = ids.all(config.topicPrefix());
    List<String> anew = transactions.callAsSystem(() -> anew(all));
    anew.forEach(
        topic -> LOG.warnf("Topic %s was lost and made anew: what was told is told again.", topic));
    known = true;
    looked = System.nanoTime();
    return !anew.isEmpty();
  }

  private List<String> anew(Map<String, String> all) {
    List<String> names = List.copyOf(all.keySet());
    return statements.select(
        row -> row.getString(1),
        "select topics_made_anew(?, ?)",
        names,
        names.stream().map(all::get).toList());
  }
}
