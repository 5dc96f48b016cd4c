/** What a card is: its fields, their classes, values, sources, and how each looks when masked. */
@NullMarked
package jp.meishigura.contacts.domain.card;

import org.jspecify.annotations.NullMarked;
