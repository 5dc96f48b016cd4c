package jp.meishigura.contacts.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.tx.Condition;
import jp.meishigura.platform.tx.Question;
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
          + " p.version, s.purpose, s.status, s.fields, s.valid_until, s.revision"
          + " from tenant t"
          + " left join cards c on c.tenant_id = t.id and c.id = ?"
          + " left join purposes p on p.tenant_id = t.id and p.code = ?"
          + " left join processing_states s on s.tenant_id = t.id and s.card_id = ?";

  private static final String UNCHANGED =
      "(select c.revision from cards c where c.tenant_id = tenant.id and c.id = v.card)"
          + " is not distinct from v.revision"
          + " and (select p.version from purposes p where p.tenant_id = tenant.id"
          + " and p.code = v.purpose) is not distinct from v.version"
          + " and (select coalesce(sum(s.revision), 0) from processing_states s"
          + " where s.tenant_id = tenant.id and s.card_id = v.card) = v.states";

  private static final List<Condition.Column> SEEN =
      List.of(
          new Condition.Column("card", "uuid"),
          new Condition.Column("revision", "int8"),
          new Condition.Column("purpose", "text"),
          new Condition.Column("version", "int4"),
          new Condition.Column("states", "int8"));

  private final CardStore cards;

  GateFacts(CardStore cards) {
    this.cards = cards;
  }

  /**
   * What is known, and what the caller stated.
   *
   * @param seen by which it is noticed that some of it has changed since
   */
  public record Facts(
      Optional<SealedCard> card, CardStates states, StatedPurpose purpose, Seen seen) {

    /** Holds as long as a question asked anew would be answered the same. */
    public Condition unchanged() {
      return seen;
    }
  }

  /**
   * The revisions of what was read.
   *
   * @param states the sum of the states' revisions, each of which only grows
   */
  private record Seen(
      UUID card,
      @Nullable Long revision,
      @Nullable String purpose,
      @Nullable Integer version,
      long states)
      implements Condition {

    @Override
    public String sql() {
      return UNCHANGED;
    }

    @Override
    public List<Condition.Column> columns() {
      return SEEN;
    }

    @Override
    public List<@Nullable Object> values() {
      return Arrays.asList(card, revision, purpose, version, states);
    }
  }

  /**
   * What the gate must know of a card.
   *
   * @param purpose the code that the caller stated
   */
  public Question<Facts> of(UUID card, @Nullable String purpose) {
    return new Query(card, purpose);
  }

  private final class Query implements Question<Facts> {
    private final UUID card;
    private final @Nullable String stated;
    private final @Nullable String code;

    private Query(UUID card, @Nullable String stated) {
      this.card = card;
      this.stated = stated;
      this.code = PurposeTable.isCode(stated) ? stated : null;
    }

    @Override
    public String sql() {
      return FIND;
    }

    @Override
    public void bind(PreparedStatement find, int first) throws SQLException {
      find.setObject(first, card);
      find.setString(first + 1, code);
      find.setObject(first + 2, card);
    }

    @Override
    public Facts read(ResultSet row) throws SQLException {
      row.next();
      Optional<SealedCard> found =
          row.getString(1) == null ? Optional.empty() : Optional.of(cards.read(row));
      StatedPurpose purpose = PurposeTable.stated(stated, row.getArray(11));
      @Nullable Integer version = row.getObject(12, Integer.class);
      List<ConsentNote> notes = new ArrayList<>();
      long highest = 0;
      long revisions = 0;
      do {
        if (row.getString(13) != null) {
          notes.add(StateTable.note(row, 13));
          highest = Math.max(highest, row.getLong(17));
          revisions += row.getLong(17);
        }
      } while (row.next());
      // Sorted here: to PostgreSQL it is a tenth of this statement, even where there is one row.
      notes.sort(Comparator.comparing(ConsentNote::purpose));
      CardStates states = new CardStates(notes, highest);
      @Nullable Long revision = found.map(SealedCard::revision).orElse(null);
      return new Facts(found, states, purpose, new Seen(card, revision, code, version, revisions));
    }
  }
}
