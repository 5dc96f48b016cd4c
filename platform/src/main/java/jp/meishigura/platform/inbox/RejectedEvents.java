package jp.meishigura.platform.inbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import jp.meishigura.platform.event.UnreadableEvent;
import jp.meishigura.platform.tx.TenantTransactions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Messages that nobody can read, kept for a person to look at. */
@Singleton
public class RejectedEvents {

  private static final Logger LOG = Logger.getLogger(RejectedEvents.class);

  private final AgroalDataSource dataSource;
  private final TenantTransactions transactions;

  RejectedEvents(AgroalDataSource dataSource, TenantTransactions transactions) {
    this.dataSource = dataSource;
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
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, record.topic());
      insert.setInt(2, record.partition());
      insert.setLong(3, record.offset());
      insert.setString(4, printable(record.key()));
      insert.setBytes(5, record.value());
      insert.setString(6, printable(why));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("An unreadable event could not be set aside.", e);
    }
  }

  /** PostgreSQL's text cannot hold U+0000, and what is set aside can be anything. */
  private static @Nullable String printable(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
