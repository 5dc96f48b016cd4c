/** Business cards: sealed, locked until there is a basis, every touch on record. */
@NullMarked
package jp.meishigura.contacts;

import org.jspecify.annotations.NullMarked;
