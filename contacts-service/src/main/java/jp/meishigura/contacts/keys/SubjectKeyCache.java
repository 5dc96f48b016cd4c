package jp.meishigura.contacts.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.service.Monotonic;

/**
 * Subject keys that were released a short while ago. Bounded by number (the least recently used go
 * first), by age since release, not since use, and by uses: a busy card's key is asked for again as
 * well, so that crypto-gateway's record of releases shows it. A key that leaves is zeroed, so that
 * copies are handed out, which their users close.
 */
@ApplicationScoped
public class SubjectKeyCache {

  private record Name(UUID tenant, UUID keyId) {}

  private static final class Entry {
    private final UUID subject;
    private final SecretBytes key;
    private final Instant until;
    private int uses;

    private Entry(UUID subject, SecretBytes key, Instant until) {
      this.subject = subject;
      this.key = key;
      this.until = until;
    }

    private UUID subject() {
      return subject;
    }

    private SecretBytes key() {
      return key;
    }

    private Instant until() {
      return until;
    }

    private boolean usedUp(int most) {
      return uses++ >= most;
    }
  }

  private final int size;
  private final Duration age;
  private final int uses;
  private final Monotonic clock;
  private final Forgettings forgettings;
  private final Counter hits;
  private final Counter misses;
  private final LinkedHashMap<Name, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);

  public SubjectKeyCache(
      KeysConfig config, Monotonic clock, Forgettings forgettings, MeterRegistry meters) {
    this.size = config.cacheSize();
    this.age = config.maxAge();
    this.uses = config.maxUses();
    this.hits = meters.counter("meishigura.keys.cache", "result", "hit");
    this.misses = meters.counter("meishigura.keys.cache", "result", "miss");
    this.clock = clock;
    this.forgettings = forgettings;
  }

  /** A copy of the key, which the caller closes. */
  synchronized Optional<SecretBytes> copyOf(Tenant tenant, UUID keyId) {
    Entry entry = entries.get(new Name(tenant.id(), keyId));
    if (entry == null || isOld(entry, clock.instant()) || entry.usedUp(uses)) {
      misses.increment();
      return Optional.empty();
    }
    hits.increment();
    return Optional.of(entry.key().copy());
  }

  /** Keeps a copy of the key, unless keys had to be forgotten since it was asked for. */
  synchronized void keep(Tenant tenant, SubjectKey key) {
    if (key.asked() != forgettings.of(tenant.id())) {
      return;
    }
    Entry before =
        entries.put(
            new Name(tenant.id(), key.keyId()),
            new Entry(key.subject(), key.key().copy(), clock.instant().plus(age)));
    if (before != null) {
      before.key().close();
    }
    Iterator<Map.Entry<Name, Entry>> oldest = entries.entrySet().iterator();
    while (entries.size() > size) {
      oldest.next().getValue().key().close();
      oldest.remove();
    }
  }

  /** Zeroes one key, if it is here. */
  synchronized void forget(UUID tenant, UUID keyId) {
    Entry entry = entries.remove(new Name(tenant, keyId));
    if (entry != null) {
      entry.key().close();
    }
  }

  /** Zeroes all keys of these subjects. */
  synchronized void forgetSubjects(UUID tenant, Set<UUID> subjects) {
    dropIf((name, entry) -> name.tenant().equals(tenant) && subjects.contains(entry.subject()));
  }

  /** Zeroes all keys of a tenant. */
  synchronized void forgetTenant(UUID tenant) {
    dropIf((name, entry) -> name.tenant().equals(tenant));
  }

  synchronized int count() {
    return entries.size();
  }

  synchronized void dropOld(Instant now) {
    dropIf((name, entry) -> isOld(entry, now));
  }

  private void dropIf(BiPredicate<Name, Entry> goes) {
    entries
        .entrySet()
        .removeIf(
            one -> {
              boolean gone = goes.test(one.getKey(), one.getValue());
              if (gone) {
                one.getValue().key().close();
              }
              return gone;
            });
  }

  private static boolean isOld(Entry entry, Instant now) {
    return !now.isBefore(entry.until());
  }
}
