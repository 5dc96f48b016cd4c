/** What rotation of keys leaves to do with cards, and how far it is. */
@NullMarked
package jp.meishigura.contacts.domain.keywork;

import org.jspecify.annotations.NullMarked;
