package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.CardView;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.GateFacts;
import jp.meishigura.contacts.store.GateFacts.Facts;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** A view of one card. */
@ApplicationScoped
public class CardReading {

  private final OnRecord onRecord;
  private final GateFacts facts;
  private final GateQuestions gate;
  private final CardOpener opener;

  CardReading(OnRecord onRecord, GateFacts facts, GateQuestions gate, CardOpener opener) {
    this.onRecord = onRecord;
    this.facts = facts;
    this.gate = gate;
    this.opener = opener;
  }

  /**
   * The card as this caller may see it.
   *
   * @param purpose code of the purpose it is looked at for; without one it looks locked
   * @throws jp.meishigura.platform.problem.ProblemException when it may not be seen at all
   */
  public CardView view(Caller caller, UUID id, @Nullable String purpose) {
    return onRecord.answer(
        caller,
        facts.of(id, purpose),
        Facts::unchanged,
        known -> decide(caller, id, known),
        shown ->
            opener.view(caller.tenant(), shown, new KeyUse(caller.id(), null, KeyUse.Reason.READ)));
  }

  private Outcome<Shown> decide(Caller caller, UUID id, Facts known) {
    AuditRecord asked =
        Asked.purpose(AuditRecord.of("card.read", caller).card(id), known.purpose());
    Optional<SealedCard> card = known.card();
    if (card.isEmpty()) {
      return Outcome.Refused.of(Refusals.noSuchCard(), asked);
    }
    return switch (gate.view(caller, known.purpose(), known.states())) {
      case Decision.Refuse refused -> Outcome.Refused.of(Refusals.of(refused.reason()), asked);
      case Decision.Mask granted ->
          new Outcome.Granted<>(
              new Shown(card.get(), granted, known.states().notes()), Asked.shown(asked, granted));
      case Decision.Reveal never -> throw new IllegalStateException("A view reveals nothing.");
    };
  }
}
