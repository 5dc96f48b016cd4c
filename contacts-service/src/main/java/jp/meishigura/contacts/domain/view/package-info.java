/** What is shown of a card after the gate has decided. */
@NullMarked
package jp.meishigura.contacts.domain.view;

import org.jspecify.annotations.NullMarked;
