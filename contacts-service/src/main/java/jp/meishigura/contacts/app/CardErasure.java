package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.Destruction;
import jp.meishigura.contacts.keys.Destruction.Destroyed;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tombstone.Tombstone;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Erases a card for good. Its key goes first: from that moment nothing opens it, in no copy of this
 * database either. If this service dies before its own rows are gone, the tombstone that follows
 * the key takes them away ({@link Erasing}).
 */
@ApplicationScoped
public class CardErasure {

  private final OnRecord onRecord;
  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final CardStore cards;
  private final Destruction destruction;
  private final Erasing erasing;

  CardErasure(
      OnRecord onRecord,
      TenantTransactions transactions,
      AuditTrail trail,
      CardStore cards,
      Destruction destruction,
      Erasing erasing) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.trail = trail;
    this.cards = cards;
    this.destruction = destruction;
    this.erasing = erasing;
  }

  /**
   * What was done.
   *
   * @param order of which the tombstone tells
   */
  public record Erased(UUID card, UUID order, Instant at) {}

  /**
   * Erases a card.
   *
   * @throws jp.meishigura.platform.problem.ProblemException 404 when there is no such card
   * @throws KeysUnavailable when crypto-gateway could not destroy the key; nothing is erased then
   */
  public Erased erase(Caller caller, UUID id) {
    AuditRecord asked = AuditRecord.of("card.erase", caller).card(id);
    return onRecord.prepare(
        caller,
        () -> {
          Optional<SealedCard> card = cards.find(id);
          return card.isEmpty()
              ? Outcome.Refused.of(Refusals.noSuchCard(), asked)
              : new Outcome.Granted<>(id, asked);
        },
        found -> erase(caller, found, asked));
  }

  private Erased erase(Caller caller, UUID id, AuditRecord asked) {
    UUID order = UUID.randomUUID();
    Destroyed destroyed = destruction.destroy(caller.tenant(), id, order, caller.id());
    transactions.run(
        caller.tenant(),
        () -> {
          erasing.erase(
              List.of(new Tombstone(caller.tenant(), id, destroyed.order(), destroyed.at())));
          trail.record(asked.detail("order", destroyed.order()));
        });
    return new Erased(id, destroyed.order(), destroyed.at());
  }
}
