package jp.meishigura.contacts.app;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.keys.KeyMemory;
import jp.meishigura.contacts.store.ErasureTable;
import jp.meishigura.contacts.store.ErasureTable.ErasedRow;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditRecord.Actor;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tombstone.TombstoneHandler;
import jp.meishigura.platform.tx.AfterCommit;
import jp.meishigura.platform.tx.TenantScope;

/**
 * Takes away what there is of erased cards: rows, blind indexes, the search entry, the key in
 * memory. Tombstones bring here what another instance has erased, and what a restored backup has
 * brought back.
 */
@ApplicationScoped
public class Erasing implements TombstoneHandler {

  private final ErasureTable table;
  private final CardSearch search;
  private final KeyMemory memory;
  private final ErasuresUnderWay underWay;
  private final AuditTrail trail;
  private final ServiceName service;
  private final AfterCommit afterCommit;

  Erasing(
      ErasureTable table,
      CardSearch search,
      KeyMemory memory,
      ErasuresUnderWay underWay,
      AuditTrail trail,
      ServiceName service,
      AfterCommit afterCommit) {
    this.table = table;
    this.search = search;
    this.memory = memory;
    this.underWay = underWay;
    this.trail = trail;
    this.service = service;
    this.afterCommit = afterCommit;
  }

  @Override
  public void apply(List<Tombstone> tombstones) {
    tombstones.forEach(tombstone -> underWay.await(tombstone.order()));
    for (ErasedRow row : erase(tombstones)) {
      trail.record(
          AuditRecord.of("card.erase", Actor.system(service.value()))
              .card(row.card())
              .detail("again", true));
    }
  }

  /** Erases in the transaction of the cards' tenant; memory follows its commit. */
  List<ErasedRow> erase(Collection<Tombstone> tombstones) {
    List<ErasedRow> erased = table.erase(tombstones);
    UUID tenant = TenantScope.tenant().id();
    afterCommit.run(
        () -> {
          tombstones.forEach(one -> search.remove(tenant, one.subject()));
          // Of all tombstones: another instance may have taken the rows away, not this memory.
          memory.forgetSubjects(
              tenant, tombstones.stream().map(Tombstone::subject).collect(toSet()));
        });
    return erased;
  }
}
