package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.store.IndexVersionTable;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantScope;
import jp.meishigura.platform.tx.TenantTransactions;

/** Has all cards of a tenant indexed under the newest version of its index keys. */
@ApplicationScoped
public class Reindexing {

  private final TenantTransactions transactions;
  private final IndexVersionTable versions;
  private final KeyWorkTable work;
  private final BlindIndexes indexes;
  private final ServiceName service;
  private final Clock clock;

  Reindexing(
      TenantTransactions transactions,
      IndexVersionTable versions,
      KeyWorkTable work,
      BlindIndexes indexes,
      ServiceName service,
      Clock clock) {
    this.transactions = transactions;
    this.versions = versions;
    this.work = work;
    this.indexes = indexes;
    this.service = service;
    this.clock = clock;
  }

  /**
   * @param joined whether it ran already
   */
  record Begun(KeyWork work, boolean joined) {}

  /** A further version was told of; in the transaction of the event. */
  public void begin(int version) {
    if (versions.raise(version)) {
      Begun _ = beginOrJoin(version, service.value());
    }
  }

  /**
   * Begins anew, or joins what runs already: after work that failed for cards that are mended by
   * now, or when the news of a version never came.
   *
   * @param record puts it on record, in the same transaction
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when crypto-gateway does not say which
   *     version is the newest
   */
  KeyWork begin(Caller caller, Function<Begun, KeyWork> record) {
    int newest = indexes.versions(caller.tenant(), caller.id()).getFirst();
    return transactions.call(
        caller.tenant(),
        () -> {
          boolean _ = versions.raise(newest);
          return record.apply(beginOrJoin(newest, caller.id()));
        });
  }

  /** What runs may end between any two of these statements: then it is begun after all. */
  private Begun beginOrJoin(int version, String actor) {
    Tenant tenant = TenantScope.tenant();
    KeyWork.Kind kind = new KeyWork.Kind.Reindex(version);
    KeyWork fresh =
        new KeyWork(
            UUID.randomUUID(),
            tenant.id(),
            tenant.alias(),
            kind,
            actor,
            KeyWork.State.RUNNING,
            new KeyWork.Progress(0, 0, 0),
            KeyWork.START,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    while (true) {
      if (work.add(fresh)) {
        return new Begun(fresh, false);
      }
      work.aimAt(version);
      Optional<KeyWork> running = work.running(kind);
      if (running.isPresent()) {
        return new Begun(running.get(), true);
      }
    }
  }
}
