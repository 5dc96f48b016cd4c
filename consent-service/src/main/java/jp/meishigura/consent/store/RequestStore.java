package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.platform.tx.TenantScope;

/** Requests for consent, as they were made. */
@ApplicationScoped
public class RequestStore {

  private static final String OF_TENANT = "select * from consent_requests where tenant_id = ? ";

  private final Sql sql;

  public RequestStore(Sql sql) {
    this.sql = sql;
  }

  public void add(ConsentRequest request) {
    sql.change(
        "insert into consent_requests (tenant_id, id, card, purpose, purpose_version, channel,"
            + " asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        TenantScope.tenant().id(),
        request.id(),
        request.card(),
        request.purpose(),
        request.purposeVersion(),
        request.channel(),
        request.askedBy(),
        request.askedAt());
  }

  public Optional<ConsentRequest> find(UUID id) {
    return sql.first(
        OF_TENANT + "and id = ?", RequestStore::request, TenantScope.tenant().id(), id);
  }

  /** A card's requests, newest first. */
  public List<ConsentRequest> ofCard(UUID card, int limit) {
    return sql.list(
        OF_TENANT + "and card = ? order by asked_at desc, id desc limit ?",
        RequestStore::request,
        TenantScope.tenant().id(),
        card,
        limit);
  }

  /** A card's requests, newest first, after the given one. */
  public List<ConsentRequest> ofCardBefore(UUID card, Instant at, UUID id, int limit) {
    return sql.list(
        OF_TENANT
            + "and card = ? and (asked_at, id) < (?, ?) order by asked_at desc, id desc limit ?",
        RequestStore::request,
        TenantScope.tenant().id(),
        card,
        at,
        id,
        limit);
  }

  private static ConsentRequest request(ResultSet row) throws SQLException {
    return new ConsentRequest(
        row.getObject("id", UUID.class),
        row.getObject("card", UUID.class),
        row.getString("purpose"),
        row.getInt("purpose_version"),
        row.getString("channel"),
        row.getString("asked_by"),
        Sql.instant(row, "asked_at"));
  }
}
