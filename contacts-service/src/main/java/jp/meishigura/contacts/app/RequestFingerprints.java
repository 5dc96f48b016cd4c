package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.keys.RequestDigest;
import jp.meishigura.contacts.store.FingerprintTable;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.seal.KeyedDigest;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Knows a request when it is sent again, also when the index keys that digest it were rotated in
 * between. A fingerprint begins with the version of its key; one whose version is retired cannot be
 * compared any more, and counts as the same: whoever sends a request again for days must not be
 * told to create everything a second time.
 */
@ApplicationScoped
class RequestFingerprints {

  /** Of HMAC-SHA256: a fingerprint of this length is from before versions, and of the first. */
  private static final int DIGEST = 32;

  private final BlindIndexes indexes;
  private final KeyMemory memory;
  private final FingerprintTable table;
  private final TenantTransactions transactions;

  RequestFingerprints(
      BlindIndexes indexes,
      KeyMemory memory,
      FingerprintTable table,
      TenantTransactions transactions) {
    this.indexes = indexes;
    this.memory = memory;
    this.table = table;
    this.transactions = transactions;
  }

  /** Under the newest version, as a new request is remembered. */
  byte[] newest(Caller caller, Consumer<KeyedDigest> request) {
    RequestDigest digest = indexes.requestDigest(caller.tenant(), caller.id());
    request.accept(digest.digest());
    return ByteBuffer.allocate(Integer.BYTES + DIGEST)
        .putInt(digest.version())
        .put(digest.digest().end())
        .array();
  }

  /** What the key was used for, if that is this request, whatever version it is under. */
  Optional<byte[]> same(Caller caller, String key, Consumer<KeyedDigest> request) {
    return transactions
        .call(caller.tenant(), () -> table.find(caller.id(), key))
        .filter(known -> isSame(caller, ByteBuffer.wrap(known), request));
  }

  private boolean isSame(Caller caller, ByteBuffer known, Consumer<KeyedDigest> request) {
    if (known.remaining() != DIGEST && known.remaining() != Integer.BYTES + DIGEST) {
      return false; // an import's
    }
    int version = known.remaining() == DIGEST ? 1 : known.getInt();
    byte[] digest = new byte[known.remaining()];
    known.get(digest);
    Optional<RequestDigest> anew = under(caller, version);
    anew.ifPresent(one -> request.accept(one.digest()));
    return anew.isEmpty() || MessageDigest.isEqual(anew.get().digest().end(), digest);
  }

  /** Begins a digest under this version; empty when it is retired. */
  Optional<RequestDigest> under(Caller caller, int version) {
    Optional<RequestDigest> known = indexes.requestDigest(caller.tenant(), caller.id(), version);
    if (known.isPresent()) {
      return known;
    }
    // Another instance may know a newer one.
    memory.forgetIndexKeys(caller.tenant().id());
    return indexes.requestDigest(caller.tenant(), caller.id(), version);
  }
}
