package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.gateway.domain.subject.SubjectKeyWrapping;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.gateway.store.SubjectKeyTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Makes and releases subject keys. Rows are read, opened and put on record in one transaction, and
 * only its commit lets the keys go: no record, no key.
 */
@ApplicationScoped
public class SubjectKeys {

  /**
   * @param missing ids of which this tenant has no key
   * @param broken ids of keys that were altered or moved and do not open
   */
  public record Released(List<SubjectKey> keys, List<UUID> missing, List<UUID> broken) {}

  /** More of them are counted and not named: a record must stay within what an entry may hold. */
  private static final int NAMED = 100;

  private final TenantTransactions transactions;
  private final TenantRings rings;
  private final FreshRing fresh;
  private final KeyGuard guard;
  private final SubjectKeyTable table;
  private final KeyRecords records;
  private final KeyOpener opener;
  private final SubjectKeyWrapping wrapping = new SubjectKeyWrapping();

  public SubjectKeys(
      TenantTransactions transactions,
      TenantRings rings,
      FreshRing fresh,
      KeyGuard guard,
      SubjectKeyTable table,
      KeyRecords records,
      KeyOpener opener) {
    this.transactions = transactions;
    this.rings = rings;
    this.fresh = fresh;
    this.guard = guard;
    this.table = table;
    this.records = records;
    this.opener = opener;
  }

  /** A key for each of these subjects: the newest one it has, or a first one. */
  public List<SubjectKey> create(Caller caller, Set<UUID> subjects, Errand errand) {
    AuditRecord record = KeyRecords.of("key.create", caller, errand).detail("kind", "subject");
    return make(caller, subjects, errand, record, table::addMissing);
  }

  /** A further key for each of these subjects; the older ones still open what they sealed. */
  public List<SubjectKey> renew(Caller caller, Set<UUID> subjects, Errand errand) {
    AuditRecord record = KeyRecords.of("key.renew", caller, errand);
    return make(
        caller,
        subjects,
        errand,
        record,
        keys -> {
          table.addFurther(keys);
          return keys.size();
        });
  }

  /** The keys with these ids that this tenant has. */
  public Released release(Caller caller, Set<UUID> keyIds, Errand errand) {
    AuditRecord record = KeyRecords.of("key.release", caller, errand);
    return records.orFailed(
        caller,
        record.detail("count", keyIds.size()),
        () -> {
          guard.mayAsk(errand);
          return fresh.call(
              caller.tenant(),
              SecretKind.TENANT_KEY,
              () -> releaseOnce(caller, keyIds, errand, record));
        });
  }

  private List<SubjectKey> make(
      Caller caller,
      Set<UUID> subjects,
      Errand errand,
      AuditRecord record,
      ToIntFunction<List<WrappedKey>> add) {
    return records.orFailed(
        caller,
        record.detail("count", subjects.size()),
        () -> {
          guard.mayAsk(errand);
          return fresh.call(
              caller.tenant(),
              SecretKind.TENANT_KEY,
              () -> makeOnce(caller, subjects, errand, record, add));
        });
  }

  private List<SubjectKey> makeOnce(
      Caller caller,
      Set<UUID> subjects,
      Errand errand,
      AuditRecord record,
      ToIntFunction<List<WrappedKey>> add) {
    UUID tenant = caller.tenant().id();
    try (Ring ring = rings.findOrMake(caller, SecretKind.TENANT_KEY)) {
      TenantSecret newest = ring.newest().orElseThrow();
      // What is given out is what was read back: a key that the row does not hold would lose a
      // card.
      return transact(
          caller,
          opened -> {
            guard.mayHaveKeys(subjects, errand);
            rings.requireCurrent(ring, SecretKind.TENANT_KEY);
            int made =
                add.applyAsInt(
                    subjects.stream()
                        .map(subject -> wrapping.wrapFresh(newest, tenant, subject))
                        .toList());
            List<UUID> broken =
                opener.open(ring, caller.tenant(), table.newestOf(subjects), opened);
            if (!broken.isEmpty()) {
              // Another key instead would leave what this one sealed shut, and nobody would know.
              throw new KeyBroken("subject keys " + broken + " of tenant " + tenant);
            }
            records.add(
                record.detail("count", opened.size()).detail("existing", opened.size() - made));
          });
    }
  }

  private Released releaseOnce(Caller caller, Set<UUID> keyIds, Errand errand, AuditRecord record) {
    Set<UUID> missing = new TreeSet<>(keyIds);
    Set<UUID> broken = new TreeSet<>();
    try (Ring ring =
        rings.find(caller.tenant(), SecretKind.TENANT_KEY).orElseGet(() -> new Ring(List.of()))) {
      List<SubjectKey> keys =
          transact(
              caller,
              opened -> {
                guard.mayLeave(errand);
                broken.addAll(opener.open(ring, caller.tenant(), table.withIds(keyIds), opened));
                opened.forEach(key -> missing.remove(key.keyId()));
                missing.removeAll(broken);
                records.add(
                    record.detail("count", opened.size()).detail("missing", missing.size()));
                if (!broken.isEmpty()) {
                  records.add(damage(record, broken));
                }
              });
      return new Released(keys, List.copyOf(missing), List.copyOf(broken));
    }
  }

  private static AuditRecord damage(AuditRecord record, Set<UUID> broken) {
    return record
        .detail("count", broken.size())
        .detail("keyIds", broken.stream().limit(NAMED).map(UUID::toString).toList())
        .failed("key-broken");
  }

  /** Commits, or zeroes what was opened. */
  private List<SubjectKey> transact(Caller caller, Consumer<List<SubjectKey>> work) {
    List<SubjectKey> opened = new ArrayList<>();
    boolean committed = false;
    try {
      transactions.run(caller.tenant(), () -> work.accept(opened));
      committed = true;
      return opened;
    } finally {
      if (!committed) {
        opened.forEach(SubjectKey::close);
      }
    }
  }
}
