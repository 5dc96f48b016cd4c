package jp.meishigura.contacts.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.tx.FirstQuery;
import org.jspecify.annotations.Nullable;

/**
 * All that the gate must know of one card, together with the tenant in one round trip: it is asked
 * before every read, and four trips took longer than the sealing.
 */
@ApplicationScoped
public class GateFacts {

  /** A row for each purpose that consent-service has told of, at least one. */
  private static final String FIND =
      "select c.id, c.key_id, c.revision, c.owner_id, c.value_names, c.value_sealed,"
          + " c.value_sources, c.sources, c.created_at, c.updated_at, p.fields,"
          + " s.purpose, s.status, s.fields, s.valid_until, s.revision"
          + " from tenant t"
          + " left join cards c on c.tenant_id = t.id and c.id = ?"
          + " left join purposes p on p.tenant_id = t.id and p.code = ?"
          + " left join processing_states s on s.tenant_id = t.id and s.card_id = ?"
          + " order by s.purpose";

  private final CardStore cards;

  GateFacts(CardStore cards) {
    this.cards = cards;
  }

  /** What is known, and what the caller stated. */
  public record Facts(Optional<SealedCard> card, CardStates states, StatedPurpose purpose) {}

  /**
   * What the gate must know of a card of the transaction's tenant.
   *
   * @param purpose the code that the caller stated
   */
  public FirstQuery<Facts> of(UUID card, @Nullable String purpose) {
    return new Query(card, purpose);
  }

  private final class Query implements FirstQuery<Facts> {
    private final UUID card;
    private final @Nullable String purpose;

    private Query(UUID card, @Nullable String purpose) {
      this.card = card;
      this.purpose = purpose;
    }

    @Override
    public String sql() {
      return FIND;
    }

    @Override
    public void bind(PreparedStatement find, int first) throws SQLException {
      find.setObject(first, card);
      find.setString(first + 1, PurposeTable.isCode(purpose) ? purpose : null);
      find.setObject(first + 2, card);
    }

    @Override
    public Facts read(ResultSet row) throws SQLException {
      row.next();
      Optional<SealedCard> found =
          row.getString(1) == null ? Optional.empty() : Optional.of(cards.read(row));
      StatedPurpose stated = PurposeTable.stated(purpose, row.getArray(11));
      CardStates states = CardStates.NONE;
      do {
        if (row.getString(12) != null) {
          states = states.and(StateTable.note(row, 12), row.getLong(16));
        }
      } while (row.next());
      return new Facts(found, states, stated);
    }
  }
}
