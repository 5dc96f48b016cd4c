package jp.meishigura.audit.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.LogTenants;
import jp.meishigura.platform.tx.Statements;

/** {@link LogTenants} in PostgreSQL. */
@ApplicationScoped
public class LogTenantTable implements LogTenants {

  private final Statements statements;

  LogTenantTable(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Head head() {
    return statements
        .first(
            row -> new Head(row.getLong(1), row.getLong(2)),
            "select next_leaf, since from log_tenants_head")
        .orElseThrow();
  }

  @Override
  public List<UUID> known() {
    return statements.select(
        row -> row.getObject(1, UUID.class), "select tenant_id from log_tenants");
  }

  @Override
  public List<UUID> look(long from, long below) {
    List<UUID> tenants =
        statements.select(
            row -> row.getObject(1, UUID.class),
            "select tenant_id from tenants_of(?, ?)",
            from,
            below);
    for (UUID tenant : tenants) {
      statements.update("insert into log_tenants values (?) on conflict do nothing", tenant);
    }
    statements.update("update log_tenants_head set next_leaf = ? where next_leaf = ?", below, from);
    return tenants;
  }
}
