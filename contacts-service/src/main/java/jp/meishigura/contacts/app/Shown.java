package jp.meishigura.contacts.app;

import java.util.List;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.view.ConsentNote;

/** A card that may be shown, still sealed, and how much of it. */
record Shown(SealedCard card, Decision.Mask granted, List<ConsentNote> consent) {}
