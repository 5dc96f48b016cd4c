package jp.meishigura.contacts.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.platform.seal.KeyedDigest;

/** One tenant's keys for blind indexes, until they are too old or used up. */
final class TenantIndexKeys {

  /** The field's slug is told by each key. */
  private final List<IndexKey> keys;

  private final Instant until;
  private int usesLeft;
  private boolean closed;

  TenantIndexKeys(List<IndexKey> keys, Instant until, int uses) {
    this.keys = keys;
    this.until = until;
    this.usesLeft = uses;
  }

  /**
   * Works with the keys, which stay whole meanwhile; empty when they were given up. The last use
   * gives them up: whoever needs them next asks for them, on record.
   */
  synchronized <T> Optional<T> use(Function<TenantIndexKeys, T> work) {
    if (closed) {
      return Optional.empty();
    }
    T result = work.apply(this);
    usesLeft--;
    if (usesLeft <= 0) {
      close();
    }
    return Optional.of(result);
  }

  /** Gives the keys up when they are too old. */
  synchronized boolean closeIfOld(Instant now) {
    if (!now.isBefore(until)) {
      close();
    }
    return closed;
  }

  /** Zeroes the keys. */
  synchronized void close() {
    closed = true;
    keys.forEach(key -> key.key().close());
  }

  /** The versions of the key for a field, the newest first. */
  List<Integer> versions(String field) {
    return keys.stream().filter(key -> key.field().equals(field)).map(IndexKey::version).toList();
  }

  /** A digest in the making. */
  KeyedDigest digest(String field, int version) {
    return new KeyedDigest(
        keys.stream()
            .filter(key -> key.field().equals(field) && key.version() == version)
            .findFirst()
            .orElseThrow()
            .key());
  }
}
