package jp.meishigura.gateway.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StaleRing;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.domain.rotation.Rotation;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.gateway.domain.subject.SubjectKeyWrapping;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.gateway.release.FreshRing;
import jp.meishigura.gateway.release.KeyGuard;
import jp.meishigura.gateway.release.KeyOpener;
import jp.meishigura.gateway.release.SecretMaker;
import jp.meishigura.gateway.release.TenantRings;
import jp.meishigura.gateway.store.Locks;
import jp.meishigura.gateway.store.RotationTable;
import jp.meishigura.gateway.store.SubjectKeyTable;
import jp.meishigura.gateway.store.TenantSecretTable;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a tenant key; all subject keys wrapped by it, a batch and its progress in one
 * transaction; the older versions removed when they wrap nothing any more.
 */
@ApplicationScoped
public class TenantKeyRotation {

  private static final Logger LOG = Logger.getLogger(TenantKeyRotation.class);

  private final TenantTransactions transactions;
  private final RotationTable rotations;
  private final TenantSecretTable secrets;
  private final SubjectKeyTable keys;
  private final SecretMaker maker;
  private final TenantRings rings;
  private final FreshRing fresh;
  private final KeyOpener opener;
  private final KeyGuard guard;
  private final Locks locks;
  private final RotationEnd end;
  private final int batch;
  private final SubjectKeyWrapping wrapping = new SubjectKeyWrapping();

  public TenantKeyRotation(
      TenantTransactions transactions,
      RotationTable rotations,
      TenantSecretTable secrets,
      SubjectKeyTable keys,
      SecretMaker maker,
      TenantRings rings,
      FreshRing fresh,
      KeyOpener opener,
      KeyGuard guard,
      Locks locks,
      RotationEnd end,
      Config config) {
    this.transactions = transactions;
    this.rotations = rotations;
    this.secrets = secrets;
    this.keys = keys;
    this.maker = maker;
    this.rings = rings;
    this.fresh = fresh;
    this.opener = opener;
    this.guard = guard;
    this.locks = locks;
    this.end = end;
    this.batch = config.rotation().batchSize();
  }

  /** Whether it moved: not while the tenant is sealed. */
  boolean step(Rotation rotation) {
    Tenant tenant = new Tenant(rotation.asked().tenant(), rotation.asked().alias());
    @Nullable Integer to = rotation.to();
    try {
      if (to == null) {
        addVersion(tenant, rotation);
      } else if (!fresh.call(
          tenant, SecretKind.TENANT_KEY, () -> rewrapSome(tenant, rotation, to))) {
        finish(tenant, rotation, to);
      }
      return true;
    } catch (KeyRefused.TenantSealed e) {
      return false;
    } catch (KeyBroken e) {
      LOG.errorf("Rotation %s ends: %s does not open", rotation.id(), e.getMessage());
      transactions.run(tenant, () -> end.failed(rotation, "key-broken"));
      return true;
    }
  }

  /** The version and where the rotation goes commit together, so that a kill adds no second one. */
  private void addVersion(Tenant tenant, Rotation rotation) {
    int newest =
        transactions.call(
            tenant,
            () ->
                secrets.all(SecretKind.TENANT_KEY).stream()
                    .mapToInt(StoredSecret::version)
                    .max()
                    .orElse(0));
    maker.make(
        tenant,
        SecretKind.TENANT_KEY,
        newest + 1,
        row -> {
          boolean added = secrets.add(SecretKind.TENANT_KEY, row);
          if (added) {
            rotations.startsFrom(rotation.id(), newest);
            rotations.goesTo(rotation.id(), row.version(), keys.countBehind(row.version()));
          }
          return added;
        });
    rings.forget(tenant, SecretKind.TENANT_KEY);
  }

  /** False when the pass has come to its end. */
  private boolean rewrapSome(Tenant tenant, Rotation rotation, int to) {
    Optional<Ring> found = rings.find(tenant, SecretKind.TENANT_KEY);
    try (Ring ring = found.orElseThrow(StaleRing::new)) {
      TenantSecret newest =
          ring.newest().filter(one -> one.version() >= to).orElseThrow(StaleRing::new);
      return transactions.call(
          tenant,
          () -> {
            guard.notSealed();
            List<WrappedKey> old = keys.behind(to, rotation.position(), batch);
            if (old.isEmpty()) {
              return false;
            }
            List<WrappedKey> anew = rewrapped(ring, newest, tenant, old);
            keys.rewrap(anew);
            rotations.advance(
                rotation.id(), old.getLast().keyId(), anew.size(), old.size() - anew.size());
            return true;
          });
    }
  }

  /** One that does not open stays as it is, and so does the version that wrapped it. */
  private List<WrappedKey> rewrapped(
      Ring ring, TenantSecret newest, Tenant tenant, List<WrappedKey> old) {
    List<SubjectKey> opened = new ArrayList<>(old.size());
    try {
      opener.open(ring, tenant, old, opened);
      return opened.stream().map(key -> wrapping.wrap(newest, tenant.id(), key)).toList();
    } finally {
      opened.forEach(SubjectKey::close);
    }
  }

  /** Nobody makes a key meanwhile, so that none comes in under a version that is just removed. */
  private void finish(Tenant tenant, Rotation rotation, int to) {
    transactions.run(
        tenant,
        () -> {
          locks.whileKeysGo();
          if (rotation.progress().broken() > 0) {
            // What wraps nothing need not stay for those that do not open.
            secrets.removeUnusedTenantKeys(to);
            end.failed(rotation, "key-broken");
          } else if (keys.countBehind(to) > 0) {
            rotations.passAgain(rotation.id());
          } else {
            end.finished(rotation, secrets.removeUnusedTenantKeys(to));
          }
        });
    rings.forget(tenant, SecretKind.TENANT_KEY);
  }
}
