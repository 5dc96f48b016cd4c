package jp.meishigura.gateway.domain.ring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Unwrapped secrets, bounded by age, number and uses, zeroed when they go. The age counts from
 * unwrapping and use does not prolong it: otherwise a busy tenant would never notice that Vault
 * refuses it.
 */
public final class RingCache {

  /** Whose secrets of which kind. */
  public record Name(UUID tenant, SecretKind kind) {}

  private static final class Kept {
    private final Ring ring;
    private final Instant until;
    private int uses;

    private Kept(Ring ring, Instant until, int uses) {
      this.ring = ring;
      this.until = until;
      this.uses = uses;
    }

    private Ring ring() {
      return ring;
    }

    private boolean liveAt(Instant now) {
      return uses > 0 && now.isBefore(until);
    }

    private void use() {
      uses--;
    }
  }

  private final Map<Name, Kept> rings = new LinkedHashMap<>(16, 0.75f, true);
  private final Duration time;
  private final int capacity;
  private final int uses;
  private final InstantSource clock;
  private long dropped;

  /**
   * @param uses how often a ring is found before it is to be unwrapped again
   * @param clock for ages: one that nobody can set back
   */
  public RingCache(Duration time, int capacity, int uses, InstantSource clock) {
    this.time = time;
    this.capacity = capacity;
    this.uses = uses;
    this.clock = clock;
  }

  /** A copy that is the caller's to close: eviction cannot zero a key that is in use. */
  public synchronized Optional<Ring> find(Name name) {
    Kept kept = rings.get(name);
    if (kept == null) {
      return Optional.empty();
    }
    if (!kept.liveAt(clock.instant())) {
      forget(name);
      return Optional.empty();
    }
    kept.use();
    return Optional.of(kept.ring().copy());
  }

  /** To be drawn before a ring's rows are read, and shown to {@link #keep}. */
  public synchronized long ticket() {
    return dropped;
  }

  /**
   * Takes the ring over. It is not kept when any tenant was dropped since the ticket was drawn: its
   * rows may have been read before that, and would come back into memory after it.
   */
  public synchronized void keep(Name name, Ring ring, long ticket) {
    if (ticket != dropped) {
      ring.close();
      return;
    }
    forget(name);
    rings.put(name, new Kept(ring, clock.instant().plus(time), uses));
    if (rings.size() > capacity) {
      forget(rings.keySet().iterator().next());
    }
  }

  public synchronized void forget(Name name) {
    Kept gone = rings.remove(name);
    if (gone != null) {
      gone.ring().close();
    }
  }

  /** Zeroes what there is of this tenant, and what of it is on its way here. */
  public synchronized void drop(UUID tenant) {
    dropped++;
    rings.keySet().stream()
        .filter(name -> name.tenant().equals(tenant))
        .toList()
        .forEach(this::forget);
  }

  /** Zeroes what is too old, whether or not anybody asks for it again. */
  public synchronized void sweep() {
    Instant now = clock.instant();
    List<Name> old =
        rings.entrySet().stream()
            .filter(entry -> !entry.getValue().liveAt(now))
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(this::forget);
  }

  public synchronized void clear() {
    rings.values().forEach(kept -> kept.ring().close());
    rings.clear();
  }

  /** How many rings could be had now. */
  public synchronized int live() {
    Instant now = clock.instant();
    return (int) rings.values().stream().filter(kept -> kept.liveAt(now)).count();
  }
}
