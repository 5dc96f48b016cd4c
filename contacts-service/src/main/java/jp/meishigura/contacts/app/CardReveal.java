package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.contacts.store.PurposeTable;
import jp.meishigura.contacts.store.StateTable;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Values in the clear, for a stated purpose. */
@ApplicationScoped
public class CardReveal {

  private final OnRecord onRecord;
  private final CardStore cards;
  private final StateTable states;
  private final PurposeTable purposes;
  private final GateQuestions gate;
  private final CardOpener opener;

  CardReveal(
      OnRecord onRecord,
      CardStore cards,
      StateTable states,
      PurposeTable purposes,
      GateQuestions gate,
      CardOpener opener) {
    this.onRecord = onRecord;
    this.cards = cards;
    this.states = states;
    this.purposes = purposes;
    this.gate = gate;
    this.opener = opener;
  }

  private record Granted(SealedCard card, Set<Field> fields) {}

  /**
   * The values of these fields, all of them or none.
   *
   * @param names of fields, as callers write them
   * @throws jp.meishigura.platform.problem.ProblemException when the gate refuses
   */
  public List<Value> reveal(Caller caller, UUID id, @Nullable String purpose, List<String> names) {
    return onRecord.answer(
        caller,
        () -> decide(caller, id, purposes.stated(purpose), names),
        granted ->
            opener
                .open(
                    caller.tenant(),
                    granted.card(),
                    granted.fields(),
                    new KeyUse(caller.id(), purpose, KeyUse.Reason.REVEAL))
                .values());
  }

  private Outcome<Granted> decide(
      Caller caller, UUID id, StatedPurpose purpose, List<String> names) {
    AuditRecord asked = Asked.purpose(AuditRecord.of("card.reveal", caller).card(id), purpose);
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (String name : names) {
      Optional<Field> field = Field.ofSlug(name);
      if (field.isEmpty()) {
        return Outcome.Refused.of(Refusals.unknownField(), asked);
      }
      fields.add(field.get());
    }
    AuditRecord record = Asked.fields(asked, fields);
    Optional<SealedCard> card = cards.find(id);
    if (card.isEmpty()) {
      return Outcome.Refused.of(Refusals.noSuchCard(), record);
    }
    CardStates known = states.of(id);
    return switch (gate.reveal(caller, purpose, known, fields)) {
      case Decision.Refuse refused ->
          Outcome.Refused.of(Refusals.of(refused.reason(), known.notes()), record);
      case Decision.Reveal granted ->
          new Outcome.Granted<>(new Granted(card.get(), granted.fields()), record);
      case Decision.Mask never -> throw new IllegalStateException("A reveal masks nothing.");
    };
  }
}
