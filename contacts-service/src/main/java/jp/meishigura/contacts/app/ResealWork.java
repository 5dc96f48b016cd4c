package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.app.Resealer.Resealed;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.BrokenCardTable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.KeyWorkTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditRecord.Actor;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceName;
import jp.meishigura.platform.tx.TenantTransactions;

/** All cards of a tenant that were there when it began, each under a further key of its own. */
@ApplicationScoped
class ResealWork {

  /** Somebody who changes a card five times meanwhile keeps its key, and is left to it. */
  private static final int ATTEMPTS = 5;

  private final TenantTransactions transactions;
  private final CardStore cards;
  private final Resealer resealer;
  private final KeyWorkTable table;
  private final BrokenCardTable broken;
  private final KeyWorkEnd end;
  private final AuditTrail trail;
  private final ServiceName service;
  private final int batch;

  ResealWork(
      TenantTransactions transactions,
      CardStore cards,
      Resealer resealer,
      KeyWorkTable table,
      BrokenCardTable broken,
      KeyWorkEnd end,
      AuditTrail trail,
      ServiceName service,
      ContactsConfig config) {
    this.transactions = transactions;
    this.cards = cards;
    this.resealer = resealer;
    this.table = table;
    this.broken = broken;
    this.end = end;
    this.trail = trail;
    this.service = service;
    this.batch = config.keyWorkBatch();
  }

  /**
   * One batch, or the end. Hibernate asks for the tenant only where a request context is active.
   */
  @ActivateRequestContext
  void step(KeyWork work) {
    Tenant tenant = new Tenant(work.tenant(), work.tenantAlias());
    List<SealedCard> next =
        transactions.call(tenant, () -> cards.inOrderOfIds(Optional.of(work.position()), batch));
    if (next.isEmpty()) {
      transactions.run(tenant, () -> finish(work));
      return;
    }
    List<SealedCard> old =
        next.stream().filter(card -> !card.createdAt().isAfter(work.startedAt())).toList();
    // Not on the errand of whoever began it, who may be stopped since: nobody is shown anything.
    KeyUse use = new KeyUse(service.value(), null, KeyUse.Reason.RESEAL);
    List<SealedCard> pending = old;
    for (int attempt = 1; !pending.isEmpty() && attempt <= ATTEMPTS; attempt++) {
      Resealed resealed = resealer.reseal(tenant, pending, use);
      pending = transactions.call(tenant, () -> write(work, next.getLast().id(), resealed));
    }
    if (old.isEmpty()) {
      transactions.run(
          tenant,
          () -> {
            boolean _ = table.advance(work, next.getLast().id(), 0, List.of());
          });
    }
  }

  /** Returns those that somebody has changed meanwhile, as they are now. */
  private List<SealedCard> write(KeyWork work, UUID last, Resealed resealed) {
    Set<UUID> written = new HashSet<>(resealer.write(resealed));
    trail.record(written.stream().map(card -> record(work, card)).toList());
    boolean _ = table.advance(work, last, written.size(), resealed.broken().keySet());
    return cards.find(
        resealed.anew().stream()
            .map(SealedCard::id)
            .filter(card -> !written.contains(card))
            .toList());
  }

  private void finish(KeyWork work) {
    long damaged = broken.count(work.id());
    if (damaged > 0) {
      end.failed(work, damaged);
    } else {
      boolean _ = end.finished(work);
    }
  }

  private AuditRecord record(KeyWork work, UUID card) {
    return AuditRecord.of("card.reseal", Actor.system(service.value()))
        .card(card)
        .detail("actor", work.actor())
        .detail("work", work.id().toString());
  }
}
