package jp.meishigura.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.TenantScope;
import jp.meishigura.platform.tx.TenantTransactions;

/** Events that commit with what caused them; {@link OutboxRelay} carries them to Kafka. */
@ApplicationScoped
public class Outbox {

  private static final String INSERT =
      "insert into outbox (event_id, tenant_id, topic, key, type, subject, at, data)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  /** How many parameters {@link #bind} sets. */
  private static final int BOUND = 6;

  private static final String INSERT_IF =
      "insert into outbox (event_id, tenant_id, topic, key, type, subject, at, data)"
          + " select ?, tenant.id, ?, ?, ?, ?, ?, ? from tenant where ";

  private final TenantTransactions transactions;
  private final AgroalDataSource dataSource;
  private final ObjectMapper json;
  private final TransactionSynchronizationRegistry transaction;
  private final RelaySignal signal;

  public Outbox(
      TenantTransactions transactions,
      AgroalDataSource dataSource,
      ObjectMapper json,
      TransactionSynchronizationRegistry transaction,
      RelaySignal signal) {
    this.transactions = transactions;
    this.dataSource = dataSource;
    this.json = json;
    this.transaction = transaction;
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
        bind(insert, 3, event);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException("The event could not be written to the outbox.", e);
    }
    wakeRelayAfterCommit();
  }

  /**
   * Adds an event in a transaction of its own, if the condition holds in it.
   *
   * @return whether it did
   * @throws IllegalStateException inside of another transaction
   */
  public boolean appendIf(Tenant tenant, OutgoingEvent event, Condition condition) {
    boolean added =
        transactions.write(
                tenant,
                INSERT_IF + condition.sql(),
                (insert, first) -> {
                  insert.setObject(first, event.id());
                  bind(insert, first + 1, event);
                  condition.bind(insert, first + 1 + BOUND);
                })
            == 1;
    if (added) {
      signal.wake();
    }
    return added;
  }

  private void bind(PreparedStatement insert, int first, OutgoingEvent event) throws SQLException {
    insert.setString(first, event.topic());
    insert.setString(first + 1, event.key());
    insert.setString(first + 2, event.type());
    insert.setString(first + 3, event.subject());
    insert.setObject(first + 4, OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC));
    insert.setString(first + 5, written(event));
  }

  private String written(OutgoingEvent event) {
    try {
      return json.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The event cannot be written as JSON.", e);
    }
  }

  private void wakeRelayAfterCommit() {
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              signal.wake();
            }
          }
        });
  }
}
