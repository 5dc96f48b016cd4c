package jp.meishigura.gateway.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.KeysUnavailable;
import jp.meishigura.gateway.release.StoredSample;
import jp.meishigura.platform.seal.SecretBytes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether Vault's keys can be used, by using them: something worthless is wrapped and
 * unwrapped, and some of what is stored is wrapped anew, which shows whether Vault still has the
 * version that it needs without its content leaving Vault. It needs no right that the gateway has
 * not, and keeps nothing.
 */
@ApplicationScoped
class TransitProbe {

  private static final Logger LOG = Logger.getLogger(TransitProbe.class);
  private static final UUID NOBODY = new UUID(0, 0);
  private static final int BYTES = 32;

  /** One that does not open may be a damaged row; that many are no accident. */
  private static final int SAMPLES = 3;

  private final TransitVault vault;
  private final TransitOutcome outcome;
  private final StoredSample stored;
  private final ReentrantLock probing = new ReentrantLock();
  private volatile boolean served = true;

  TransitProbe(TransitVault vault, TransitOutcome outcome, StoredSample stored) {
    this.vault = vault;
    this.outcome = outcome;
    this.stored = stored;
  }

  /** As was found out a moment ago, or now. */
  boolean serves() {
    return outcome.known().orElseGet(this::askedNow);
  }

  private boolean askedNow() {
    probing.lock();
    try {
      return outcome.known().orElseGet(this::probed);
    } finally {
      probing.unlock();
    }
  }

  private boolean probed() {
    boolean serves;
    try {
      useForNothing();
      serves = takesWhatIsStored();
    } catch (KeysUnavailable | KeyBroken e) {
      tell(false, e.getMessage());
      serves = false;
    }
    if (serves) {
      tell(true, "");
    }
    outcome.probed(serves);
    return serves;
  }

  private void useForNothing() {
    try (SecretBytes worthless = SecretBytes.random(BYTES)) {
      String wrapped = vault.wrap(NOBODY, worthless);
      vault.unwrap(NOBODY, List.of(wrapped)).forEach(SecretBytes::close);
    }
  }

  /** Also where nothing is stored yet; not where all of some cannot be unwrapped. */
  private boolean takesWhatIsStored() {
    List<StoredSample.One> some = stored.some(SAMPLES);
    String why = "";
    for (StoredSample.One one : some) {
      try {
        vault.rewrap(one.tenant(), List.of(one.wrapped()));
        return true;
      } catch (KeysUnavailable | KeyBroken e) {
        why = String.valueOf(e.getMessage());
      }
    }
    if (!some.isEmpty()) {
      tell(false, why);
    }
    return some.isEmpty();
  }

  /** Once, when it changes: the check is asked all the time. */
  private void tell(boolean serves, @Nullable String why) {
    if (serves != served) {
      served = serves;
      if (serves) {
        LOG.info("Vault's keys can be used again");
      } else {
        LOG.warnf("Vault lets us in and its keys cannot be used: %s", why);
      }
    }
  }
}
