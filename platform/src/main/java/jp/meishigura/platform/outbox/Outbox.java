package jp.meishigura.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.AfterCommit;
import jp.meishigura.platform.tx.TenantScope;

/** Events that commit with what caused them; {@link OutboxRelay} carries them to Kafka. */
@ApplicationScoped
public class Outbox {

  private static final String INSERT =
      "insert into outbox (event_id, tenant_id, topic, key, type, subject, at, data)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private final AgroalDataSource dataSource;
  private final ObjectMapper json;
  private final TransactionSynchronizationRegistry transaction;
  private final AfterCommit afterCommit;
  private final RelaySignal signal;

  public Outbox(
      AgroalDataSource dataSource,
      ObjectMapper json,
      TransactionSynchronizationRegistry transaction,
      AfterCommit afterCommit,
      RelaySignal signal) {
    this.dataSource = dataSource;
    this.json = json;
    this.transaction = transaction;
    this.afterCommit = afterCommit;
    this.signal = signal;
  }

  /**
   * @throws IllegalStateException outside of a tenant's transaction: an event without a transaction
   *     could tell of something that never happened
   */
  public void append(OutgoingEvent event) {
    append(List.of(event));
  }

  /**
   * The same for many: one round trip to the database, which is what an import lives on.
   *
   * @throws IllegalStateException outside of a tenant's transaction
   */
  public void append(List<OutgoingEvent> events) {
    Tenant tenant = TenantScope.tenant();
    if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("An event needs an active transaction.");
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (OutgoingEvent event : events) {
        insert.setObject(1, event.id());
        insert.setObject(2, tenant.id());
        insert.setString(3, event.topic());
        insert.setString(4, event.key());
        insert.setString(5, event.type());
        insert.setString(6, event.subject());
        insert.setObject(7, OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC));
        insert.setString(8, json.writeValueAsString(event.data()));
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("The event could not be written to the outbox.", e);
    }
    afterCommit.run(signal::wake);
  }
}
