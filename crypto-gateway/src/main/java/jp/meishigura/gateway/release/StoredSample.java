package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.store.SealTable;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/** Some wrapped tenant keys of tenants taken by chance, to see whether Vault still takes them. */
@ApplicationScoped
public class StoredSample {

  private static final Logger LOG = Logger.getLogger(StoredSample.class);

  /** What Vault has wrapped for a tenant. */
  public record One(UUID tenant, String wrapped) {}

  private final TenantTransactions transactions;
  private final TenantSecretTable secrets;
  private final SealTable seals;

  public StoredSample(TenantTransactions transactions, TenantSecretTable secrets, SealTable seals) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.seals = seals;
  }

  /** None of sealed tenants; none at all when the database cannot be read, which others tell. */
  public List<One> some(int number) {
    try {
      List<UUID> tenants = new ArrayList<>(holders(UUID.randomUUID(), number));
      if (tenants.size() < number) {
        tenants.addAll(holders(Rotation.START, number - tenants.size()));
      }
      return tenants.stream().map(this::oldest).flatMap(Optional::stream).toList();
    } catch (RuntimeException e) {
      LOG.warnf("No stored key can be looked at: %s", StackOnly.of(e));
      return List.of();
    }
  }

  private List<UUID> holders(UUID after, int number) {
    return transactions.callAsSystem(() -> secrets.holders(after, number));
  }

  private Optional<One> oldest(UUID tenant) {
    return transactions
        .call(
            new Tenant(tenant, ""),
            () ->
                seals.read().sealed()
                    ? List.<StoredSecret>of()
                    : secrets.all(SecretKind.TENANT_KEY))
        .stream()
        .min(Comparator.comparingInt(StoredSecret::version))
        .map(row -> new One(tenant, row.wrapped()));
  }
}
