package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentEvent;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.consent.ConsentStatus;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.platform.tx.TenantScope;
import org.jspecify.annotations.Nullable;

/** The events of consent records, added and never changed. */
@ApplicationScoped
public class ConsentStore {

  private final Sql sql;
  private final ErasureStore erasures;

  private record Row(String purpose, ConsentEvent event) {}

  public ConsentStore(Sql sql, ErasureStore erasures) {
    this.sql = sql;
    this.erasures = erasures;
  }

  /** Until the end of the transaction nobody else decides about this card. */
  public void lock(UUID card) {
    lock(List.of(card));
  }

  /** The same for many: everybody takes them in one order, so that nobody waits for each other. */
  public void lock(Collection<UUID> cards) {
    sql.list(
        "select pg_advisory_xact_lock(hashtextextended(name, 0))"
            + " from (select unnest(?::text[]) as name order by name) as cards",
        row -> true,
        cards.stream().map(card -> TenantScope.tenant().id() + "/" + card).toList());
  }

  /** Where the card's consent for a purpose stands, the card's erasure included. */
  public ConsentState state(UUID card, String purpose) {
    return erasures.erasedAt(card).isPresent()
        ? new ConsentState.Erased()
        : said(card).getOrDefault(purpose, new ConsentState.Unasked());
  }

  /** What was said of the card's consents, by purpose, whether or not it was erased afterwards. */
  public Map<String, ConsentState> said(UUID card) {
    Map<String, List<ConsentEvent>> events = new LinkedHashMap<>();
    sql.list(
            "select * from consent_events where tenant_id = ? and card = ? order by revision",
            row -> new Row(row.getString("purpose"), event(row)),
            TenantScope.tenant().id(),
            card)
        .forEach(
            row -> events.computeIfAbsent(row.purpose(), _ -> new ArrayList<>()).add(row.event()));
    Map<String, ConsentState> states = new LinkedHashMap<>();
    events.forEach((purpose, all) -> states.put(purpose, ConsentState.after(all)));
    return states;
  }

  /**
   * Adds an event; {@link #lock} goes before it.
   *
   * @param language what the person read, where a person acted
   * @return the card's new revision
   */
  public long add(UUID card, String purpose, ConsentEvent event, @Nullable Language language) {
    UUID tenant = TenantScope.tenant().id();
    long revision =
        sql.first(
                // Not 1, 2, 3: a database that was put back would give out again what receivers
                // have applied already, and they would ignore a withdrawal as old news.
                "select greatest(coalesce(max(revision), 0) + 1,"
                    + " (extract(epoch from clock_timestamp()) * 1000)::bigint)"
                    + " from consent_events where tenant_id = ? and card = ?",
                row -> row.getLong(1),
                tenant,
                card)
            .orElseThrow();
    Instant validUntil = event instanceof ConsentEvent.Given given ? given.validUntil() : null;
    sql.change(
        "insert into consent_events (tenant_id, card, revision, purpose, request, status,"
            + " valid_until, language, at) values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)",
        tenant,
        card,
        revision,
        purpose,
        event.request(),
        event.status().term(),
        validUntil,
        language == null ? null : language.tag(),
        event.at());
    return revision;
  }

  private static ConsentEvent event(ResultSet row) throws SQLException {
    UUID request = row.getObject("request", UUID.class);
    Instant at = Sql.instant(row, "at");
    String status = row.getString("status");
    if (status.equals(ConsentStatus.CONSENT_REQUESTED.term())) {
      return new ConsentEvent.Requested(request, at);
    } else if (status.equals(ConsentStatus.CONSENT_GIVEN.term())) {
      return new ConsentEvent.Given(request, at, Sql.instant(row, "valid_until"));
    } else if (status.equals(ConsentStatus.CONSENT_REFUSED.term())) {
      return new ConsentEvent.Refused(request, at);
    } else if (status.equals(ConsentStatus.CONSENT_WITHDRAWN.term())) {
      return new ConsentEvent.Withdrawn(request, at);
    }
    throw new IllegalStateException("A consent event of an unknown status.");
  }
}
