package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StaleRing;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.gateway.domain.subject.SubjectKeyWrapping;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.platform.caller.Tenant;
import org.jboss.logging.Logger;

/**
 * Opens rows of subject keys. One that was altered or moved spoils no other: a single flipped byte
 * must not keep a thousand cards shut, nor a rotation from going on.
 */
@ApplicationScoped
public class KeyOpener {

  private static final Logger LOG = Logger.getLogger(KeyOpener.class);

  private final TenantRings rings;
  private final SubjectKeyWrapping wrapping = new SubjectKeyWrapping();

  public KeyOpener(TenantRings rings) {
    this.rings = rings;
  }

  /**
   * In the transaction that the rows were read in.
   *
   * @param opened takes the keys, also where this ends with an exception: the caller closes them
   * @return the ids of those that are damaged, which are in the log then
   * @throws StaleRing when a row is wrapped by a version that the ring lacks and the database has
   */
  public List<UUID> open(Ring ring, Tenant tenant, List<WrappedKey> rows, List<SubjectKey> opened) {
    List<UUID> broken = new ArrayList<>();
    boolean unknown = false;
    for (WrappedKey row : rows) {
      try {
        opened.add(wrapping.open(ring, tenant.id(), row));
      } catch (StaleRing e) {
        unknown = true;
        broken.add(row.keyId());
      } catch (KeyBroken e) {
        broken.add(row.keyId());
      }
    }
    // The header of a damaged row may name a version that there never was: asked of the database,
    // once, and only then.
    if (unknown) {
      rings.requireCurrent(ring, SecretKind.TENANT_KEY);
    }
    broken.forEach(id -> LOG.errorf("Subject key %s of tenant %s does not open", id, tenant.id()));
    return broken;
  }
}
