package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;

/**
 * Subject keys that were released a short while ago. Bounded by number (the least recently used go
 * first) and by age since release, not since use: a busy card's key is asked for again as well. A
 * key that leaves is zeroed, so that copies are handed out, which their users close.
 */
@ApplicationScoped
public class SubjectKeyCache {

  private record Name(UUID tenant, UUID keyId) {}

  private record Entry(SecretBytes key, Instant until) {}

  private final int size;
  private final Duration age;
  private final Clock clock;
  private final LinkedHashMap<Name, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);

  public SubjectKeyCache(KeysConfig config, Clock clock) {
    this.size = config.cacheSize();
    this.age = config.maxAge();
    this.clock = clock;
  }

  /** A copy of the key, which the caller closes. */
  synchronized Optional<SecretBytes> copyOf(Tenant tenant, UUID keyId) {
    Entry entry = entries.get(new Name(tenant.id(), keyId));
    return entry == null || isOld(entry, clock.instant())
        ? Optional.empty()
        : Optional.of(entry.key().copy());
  }

  /** Keeps a copy of the key. */
  synchronized void keep(Tenant tenant, UUID keyId, SecretBytes key) {
    Entry before =
        entries.put(new Name(tenant.id(), keyId), new Entry(key.copy(), clock.instant().plus(age)));
    if (before != null) {
      before.key().close();
    }
    Iterator<Map.Entry<Name, Entry>> oldest = entries.entrySet().iterator();
    while (entries.size() > size) {
      oldest.next().getValue().key().close();
      oldest.remove();
    }
  }

  synchronized int count() {
    return entries.size();
  }

  synchronized void dropOld(Instant now) {
    entries
        .values()
        .removeIf(
            entry -> {
              boolean old = isOld(entry, now);
              if (old) {
                entry.key().close();
              }
              return old;
            });
  }

  private static boolean isOld(Entry entry, Instant now) {
    return !now.isBefore(entry.until());
  }
}
