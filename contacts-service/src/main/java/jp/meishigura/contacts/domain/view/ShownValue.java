package jp.meishigura.contacts.domain.view;

import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;

/**
 * A value as it is shown.
 *
 * @param value its text is the mask when it is masked
 */
public record ShownValue(Value value, boolean masked, Source source) {}
