package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.keys.Destruction;
import jp.meishigura.contacts.keys.Destruction.Destroyed;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.ErasureTable;
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
  private final ErasureTable erasures;
  private final Destruction destruction;
  private final Erasing erasing;
  private final ErasuresUnderWay underWay;

  CardErasure(
      OnRecord onRecord,
      TenantTransactions transactions,
      AuditTrail trail,
      CardStore cards,
      ErasureTable erasures,
      Destruction destruction,
      Erasing erasing,
      ErasuresUnderWay underWay) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.trail = trail;
    this.cards = cards;
    this.erasures = erasures;
    this.destruction = destruction;
    this.erasing = erasing;
    this.underWay = underWay;
  }

  /**
   * What was done.
   *
   * @param order of which the tombstone tells
   * @param outlivesBackups whether the tombstone is where no restore of a database takes it away
   */
  public record Erased(UUID card, UUID order, Instant at, boolean outlivesBackups) {}

  /**
   * @param again the card was erased before; it is asked how that stands
   */
  private record Order(UUID id, boolean again) {}

  /**
   * Erases a card, or tells of its erasure.
   *
   * @throws jp.meishigura.platform.problem.ProblemException 404 when there is no such card and
   *     never was
   * @throws KeysUnavailable when crypto-gateway does not say that the key is destroyed. It may have
   *     destroyed it all the same, or do so yet: the tombstone decides, and asking again tells
   */
  public Erased erase(Caller caller, UUID id) {
    AuditRecord asked = AuditRecord.of("card.erase", caller).card(id);
    return onRecord.prepare(
        caller,
        () -> {
          Optional<Order> order = order(id);
          return order.isEmpty()
              ? Outcome.Refused.of(Refusals.noSuchCard(), asked)
              : new Outcome.Granted<>(order.get(), unanswered(asked, order.get()));
        },
        order -> underWay.during(order.id(), id, () -> erase(caller, id, order, asked)));
  }

  /** On record when crypto-gateway does not answer: then a tombstone of this order decides. */
  private static AuditRecord unanswered(AuditRecord asked, Order order) {
    return asked.detail("order", order.id()).detail("mayStillHappen", true);
  }

  private Optional<Order> order(UUID id) {
    return cards.find(id).isPresent()
        ? Optional.of(new Order(UUID.randomUUID(), false))
        : erasures.order(id).map(known -> new Order(known, true));
  }

  private Erased erase(Caller caller, UUID id, Order order, AuditRecord asked) {
    Destroyed destroyed = destruction.destroy(caller.tenant(), id, order.id(), caller.id());
    AuditRecord record =
        asked.detail("order", destroyed.order()).detail("outlivesBackups", destroyed.published());
    transactions.run(
        caller.tenant(),
        () -> {
          erasing.erase(
              List.of(new Tombstone(caller.tenant(), id, destroyed.order(), destroyed.at())));
          trail.record(order.again() ? record.detail("again", true) : record);
        });
    return new Erased(id, destroyed.order(), destroyed.at(), destroyed.published());
  }
}
