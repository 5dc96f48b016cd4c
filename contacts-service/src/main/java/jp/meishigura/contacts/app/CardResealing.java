package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.app.Resealer.Resealed;
import jp.meishigura.contacts.domain.sealed.Damage;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/** One card under a further key of its own: whoever had the old key opens nothing new with it. */
@ApplicationScoped
public class CardResealing {

  /** A second one is needed when the card changes meanwhile. */
  private static final int ATTEMPTS = 5;

  private final OnRecord onRecord;
  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final CardStore cards;
  private final Resealer resealer;

  CardResealing(
      OnRecord onRecord,
      TenantTransactions transactions,
      AuditTrail trail,
      CardStore cards,
      Resealer resealer) {
    this.onRecord = onRecord;
    this.transactions = transactions;
    this.trail = trail;
    this.cards = cards;
    this.resealer = resealer;
  }

  /**
   * @return the card's revision from now on
   * @throws jp.meishigura.platform.problem.ProblemException 404 when there is no such card
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when there is no further key; the card
   *     stays as it is
   * @throws CardDamaged when a value does not open; the card stays as it is
   */
  public long reseal(Caller caller, UUID id) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Long> revision = resealOnce(caller, id);
      if (revision.isPresent()) {
        return revision.get();
      }
    }
    throw Refusals.changingNow();
  }

  /** Empty when the card has changed meanwhile. */
  private Optional<Long> resealOnce(Caller caller, UUID id) {
    AuditRecord asked = AuditRecord.of("card.reseal", caller).card(id);
    return onRecord.prepare(
        caller,
        () -> {
          Optional<SealedCard> card = cards.find(id);
          return card.isEmpty()
              ? Outcome.Refused.of(Refusals.noSuchCard(), asked)
              : new Outcome.Granted<>(card.get(), asked);
        },
        card -> {
          KeyUse use = new KeyUse(caller.id(), null, KeyUse.Reason.RESEAL);
          Resealed resealed = resealer.reseal(caller.tenant(), List.of(card), use);
          Damage damage = resealed.broken().get(id);
          if (damage != null) {
            throw new CardDamaged(id, damage);
          }
          return transactions.call(caller.tenant(), () -> write(resealed, asked));
        });
  }

  private Optional<Long> write(Resealed resealed, AuditRecord asked) {
    if (resealer.write(resealed).isEmpty()) {
      return Optional.empty();
    }
    long revision = resealed.anew().getFirst().revision();
    trail.record(asked.detail("revision", revision));
    return Optional.of(revision);
  }
}
