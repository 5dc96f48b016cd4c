package jp.meishigura.platform.inbox;

import jakarta.inject.Singleton;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.tx.Statements;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Messages that nobody can read, kept for a person to look at. */
@Singleton
public class RejectedEvents {

  private static final Logger LOG = Logger.getLogger(RejectedEvents.class);

  private final Statements statements;
  private final TenantTransactions transactions;

  RejectedEvents(Statements statements, TenantTransactions transactions) {
    this.statements = statements;
    this.transactions = transactions;
  }

  /** Keeps it once, however often it comes. */
  public void setAside(ConsumerRecord<String, byte[]> record, UnreadableEvent why) {
    LOG.errorf(
        "Set aside %s-%d@%d: %s",
        record.topic(), record.partition(), record.offset(), why.getMessage());
    transactions.callAsSystem(
        () -> {
          keep(record, String.valueOf(why.getMessage()));
          return true;
        });
  }

  private void keep(ConsumerRecord<String, byte[]> record, String why) {
    String sql =
        "insert into inbox_rejects (topic, partition, record_offset, key, data, why)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";
    statements.update(
        sql,
        record.topic(),
        record.partition(),
        record.offset(),
        printable(record.key()),
        record.value(),
        printable(why));
  }

  /** PostgreSQL's text cannot hold U+0000, and what is set aside can be anything. */
  private static @Nullable String printable(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
