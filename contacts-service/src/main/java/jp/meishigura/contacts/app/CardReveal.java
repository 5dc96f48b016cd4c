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
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.GateFacts;
import jp.meishigura.contacts.store.GateFacts.Facts;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import org.jspecify.annotations.Nullable;

/** Values in the clear, for a stated purpose. */
@ApplicationScoped
public class CardReveal {

  private final OnRecord onRecord;
  private final GateFacts facts;
  private final GateQuestions gate;
  private final CardOpener opener;

  CardReveal(OnRecord onRecord, GateFacts facts, GateQuestions gate, CardOpener opener) {
    this.onRecord = onRecord;
    this.facts = facts;
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
        facts.of(id, purpose),
        Facts::unchanged,
        known -> decide(caller, id, known, names),
        granted ->
            opener
                .open(
                    caller.tenant(),
                    granted.card(),
                    granted.fields(),
                    new KeyUse(caller.id(), purpose, KeyUse.Reason.REVEAL))
                .values());
  }

  private Outcome<Granted> decide(Caller caller, UUID id, Facts known, List<String> names) {
    AuditRecord asked =
        Asked.purpose(AuditRecord.of("card.reveal", caller).card(id), known.purpose());
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (String name : names) {
      Optional<Field> field = Field.ofSlug(name);
      if (field.isEmpty()) {
        return Outcome.Refused.of(Refusals.unknownField(), asked);
      }
      fields.add(field.get());
    }
    AuditRecord record = Asked.fields(asked, fields);
    Optional<SealedCard> card = known.card();
    if (card.isEmpty()) {
      return Outcome.Refused.of(Refusals.noSuchCard(), record);
    }
    return switch (gate.reveal(caller, known.purpose(), known.states(), fields)) {
      case Decision.Refuse refused ->
          Outcome.Refused.of(Refusals.of(refused.reason(), known.states().notes()), record);
      case Decision.Reveal granted ->
          new Outcome.Granted<>(new Granted(card.get(), granted.fields()), record);
      case Decision.Mask never -> throw new IllegalStateException("A reveal masks nothing.");
    };
  }
}
