/** The pages that a person on a card sees, as HTML. */
@NullMarked
package jp.meishigura.consent.pages;

import org.jspecify.annotations.NullMarked;
