package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.keys.KeyUse;
import jp.meishigura.contacts.store.CardStore;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;

/**
 * Where a consent request goes. The one way to a locked card's address, and only for the service
 * that asks the person on the card.
 */
@ApplicationScoped
public class Recipients {

  private static final String EMAIL_1 = "email.1";

  private final OnRecord onRecord;
  private final CardStore cards;
  private final CardOpener opener;
  private final ContactsConfig config;

  Recipients(OnRecord onRecord, CardStore cards, CardOpener opener, ContactsConfig config) {
    this.onRecord = onRecord;
    this.cards = cards;
    this.opener = opener;
    this.config = config;
  }

  /**
   * The card's first e-mail address.
   *
   * @param purpose code of the purpose that consent is asked for
   * @param request the consent request, for the record
   * @throws ProblemException when there is no such card or address, or for another caller
   */
  public String email(Caller caller, UUID id, String purpose, UUID request) {
    AuditRecord asked =
        Asked.fields(AuditRecord.of("card.recipient", caller).card(id), Set.of(Field.EMAIL))
            .purpose(purpose)
            .detail("request", request.toString())
            .detail("channel", Field.EMAIL.slug());
    return onRecord.answer(
        caller,
        () -> decide(caller, id, asked),
        card -> open(caller, card, new KeyUse(caller.id(), purpose, KeyUse.Reason.RECIPIENT)));
  }

  private Outcome<SealedCard> decide(Caller caller, UUID id, AuditRecord asked) {
    if (!caller.clientId().equals(config.recipientClient())) {
      return Outcome.Refused.of(notForYou(), asked);
    }
    Optional<SealedCard> card = cards.find(id);
    if (card.isEmpty()) {
      return Outcome.Refused.of(Refusals.noSuchCard(), asked);
    }
    boolean hasEmail = card.get().values().stream().anyMatch(value -> value.name().equals(EMAIL_1));
    return hasEmail
        ? new Outcome.Granted<>(card.get(), asked)
        : Outcome.Refused.of(noSuchChannel(), asked);
  }

  private String open(Caller caller, SealedCard card, KeyUse use) {
    return opener
        .open(caller.tenant(), card, Set.of(Field.EMAIL), use)
        .draft()
        .first(Field.EMAIL)
        .orElseThrow(Recipients::noSuchChannel);
  }

  private static ProblemException notForYou() {
    return Problem.of(403, "not-for-this-client", "Only consent-service asks for recipients")
        .detail("Ask for consent with POST /v1/consent-requests at consent-service.")
        .exception();
  }

  private static ProblemException noSuchChannel() {
    return Problem.of(409, "no-such-channel", "The card has no e-mail address")
        .detail("Add an e-mail address to the card, or ask the person in another way.")
        .exception();
  }
}
