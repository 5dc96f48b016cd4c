package jp.meishigura.consent.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.consent.domain.link.TokenHash;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantScope;

/** The links that were mailed, by the hash of their token. */
@ApplicationScoped
public class LinkStore {

  private final Sql sql;

  /**
   * A link.
   *
   * @param expires exclusive
   */
  public record Link(Tenant tenant, UUID request, Instant expires) {}

  public LinkStore(Sql sql) {
    this.sql = sql;
  }

  public void add(TokenHash hash, UUID request, Instant madeAt, Instant expires) {
    Tenant tenant = TenantScope.tenant();
    sql.change(
        "insert into links (token_hash, tenant_id, tenant_alias, request, made_at, expires_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        hash.hex(),
        tenant.id(),
        tenant.alias(),
        request,
        madeAt,
        expires);
  }

  /** Finds a link in whichever tenant: in a system transaction, which sees this one row. */
  public Optional<Link> findAsVisitor(TokenHash hash) {
    sql.list("select set_config('app.link', ?, true)", row -> true, hash.hex());
    return sql.first("select * from links where token_hash = ?", LinkStore::link, hash.hex());
  }

  /** How many links of these cards were mailed, by card. */
  public Map<UUID, Long> countOf(Collection<UUID> cards) {
    return sql.count(
        "select r.card from links l join consent_requests r"
            + " on r.tenant_id = l.tenant_id and r.id = l.request"
            + " where l.tenant_id = ? and r.card = any(?::uuid[])",
        TenantScope.tenant().id(),
        Sql.ids(cards));
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        new Tenant(row.getObject("tenant_id", UUID.class), row.getString("tenant_alias")),
        row.getObject("request", UUID.class),
        Sql.instant(row, "expires_at"));
  }
}
