/** Dates and names as people read them, in each language. */
@NullMarked
package jp.meishigura.consent.words;

import org.jspecify.annotations.NullMarked;
