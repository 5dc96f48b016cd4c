/** Imports: many cards in one request, and what became of each row. */
@NullMarked
package jp.meishigura.contacts.domain.imports;

import org.jspecify.annotations.NullMarked;
