package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/**
 * All that the gate must know of one card, of the current transaction's tenant, in one round trip:
 * it is asked before every read, and three trips took longer than the sealing.
 */
@ApplicationScoped
public class GateFacts {

  /** The driver sends the three together and brings three results. */
  private static final String FIND =
      String.join(";", CardStore.FIND, StateTable.FIND, PurposeTable.FIND);

  private final AgroalDataSource dataSource;
  private final CardStore cards;

  GateFacts(AgroalDataSource dataSource, CardStore cards) {
    this.dataSource = dataSource;
    this.cards = cards;
  }

  /** What is known, and what the caller stated. */
  public record Facts(Optional<SealedCard> card, CardStates states, StatedPurpose purpose) {}

  /**
   * Looks everything up.
   *
   * @param purpose the code that the caller stated
   */
  public Facts of(UUID card, @Nullable String purpose) {
    UUID tenant = TenantScope.tenant().id();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, tenant);
      find.setObject(2, card);
      find.setObject(3, tenant);
      find.setArray(4, connection.createArrayOf("uuid", new UUID[] {card}));
      find.setObject(5, tenant);
      find.setString(6, PurposeTable.isCode(purpose) ? purpose : null);
      find.execute();
      List<SealedCard> found = cards.read(find.getResultSet());
      Map<UUID, CardStates> states = StateTable.read(next(find));
      StatedPurpose stated = PurposeTable.read(purpose, next(find));
      return new Facts(
          found.stream().findFirst(), states.getOrDefault(card, CardStates.NONE), stated);
    } catch (SQLException e) {
      throw new IllegalStateException("What the gate must know could not be read.", e);
    }
  }

  private static ResultSet next(PreparedStatement statement) throws SQLException {
    statement.getMoreResults();
    return statement.getResultSet();
  }
}
