package jp.meishigura.contacts.store;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.ConsentStatus;
import jp.meishigura.contacts.domain.gate.ProcessingState;
import jp.meishigura.contacts.domain.view.ConsentNote;
import jp.meishigura.platform.tx.TenantScope;

/** What consent-service has told of cards; of the current transaction's tenant. */
@ApplicationScoped
public class StateTable {

  /**
   * Events may come twice or late: only a higher revision says something new, and nothing is new of
   * a card that was erased.
   */
  private static final String APPLY =
      "insert into processing_states as known"
          + " (tenant_id, card_id, purpose, status, fields, valid_until, revision, changed_at)"
          + " select s.* from (values (?, ?, ?, ?, ?::text[], ?::timestamptz, ?::bigint,"
          + " ?::timestamptz)) as s (tenant_id, card_id, purpose, status, fields, valid_until,"
          + " revision, changed_at) where not exists (select from erasures e"
          + " where e.tenant_id = s.tenant_id and e.card_id = s.card_id)"
          + " on conflict (tenant_id, card_id, purpose) do update set status = excluded.status,"
          + " fields = excluded.fields, valid_until = excluded.valid_until,"
          + " revision = excluded.revision, changed_at = excluded.changed_at"
          + " where known.revision < excluded.revision";

  private static final String FIND =
      "select card_id, purpose, status, fields, valid_until, revision from processing_states"
          + " where tenant_id = ? and card_id = any(?) order by purpose";

  private final AgroalDataSource dataSource;

  StateTable(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * What is known of a card.
   *
   * @param revision the highest one that was told of any purpose
   */
  public record CardStates(List<ConsentNote> notes, long revision) {
    public static final CardStates NONE = new CardStates(List.of(), 0);

    public CardStates {
      notes = List.copyOf(notes);
    }

    public ProcessingState of(String purpose) {
      return notes.stream()
          .filter(note -> note.purpose().equals(purpose))
          .map(ConsentNote::state)
          .findFirst()
          .orElse(ProcessingState.NOT_ASKED);
    }

    CardStates and(ConsentNote note, long other) {
      List<ConsentNote> more = new ArrayList<>(notes);
      more.add(note);
      return new CardStates(more, Math.max(revision, other));
    }
  }

  /** Whether this was news. */
  public boolean apply(UUID card, ConsentNote note, long revision, Instant at) {
    ProcessingState state = note.state();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement apply = connection.prepareStatement(APPLY)) {
      apply.setObject(1, TenantScope.tenant().id());
      apply.setObject(2, card);
      apply.setString(3, note.purpose());
      apply.setString(4, state.status().dpvName());
      apply.setArray(5, connection.createArrayOf("text", FieldNames.of(state.fields())));
      Instant until = state.validUntil();
      apply.setObject(6, until == null ? null : OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
      apply.setLong(7, revision);
      apply.setObject(8, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
      return apply.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException("A processing state could not be written.", e);
    }
  }

  public CardStates of(UUID card) {
    return of(List.of(card)).getOrDefault(card, CardStates.NONE);
  }

  /** Of cards nobody asked about there is nothing. */
  public Map<UUID, CardStates> of(Collection<UUID> cards) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setObject(1, TenantScope.tenant().id());
      find.setArray(2, connection.createArrayOf("uuid", cards.toArray()));
      Map<UUID, CardStates> states = new HashMap<>();
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          states.merge(
              row.getObject(1, UUID.class),
              CardStates.NONE.and(note(row, 2), row.getLong(6)),
              (known, more) -> known.and(more.notes().getFirst(), more.revision()));
        }
      }
      return states;
    } catch (SQLException e) {
      throw new IllegalStateException("Processing states could not be read.", e);
    }
  }

  /** Purpose, status, fields and end, from this column on. */
  static ConsentNote note(ResultSet row, int first) throws SQLException {
    OffsetDateTime until = row.getObject(first + 3, OffsetDateTime.class);
    return new ConsentNote(
        row.getString(first),
        new ProcessingState(
            // A status that this version does not know permits nothing.
            ConsentStatus.ofDpvName(row.getString(first + 1)).orElse(ConsentStatus.NOT_ASKED),
            FieldNames.read(row.getArray(first + 2)),
            until == null ? null : until.toInstant()));
  }

  /** The names of statuses that permit processing. */
  static String[] permitting() {
    return Arrays.stream(ConsentStatus.values())
        .filter(ConsentStatus::permits)
        .map(ConsentStatus::dpvName)
        .toArray(String[]::new);
  }
}
