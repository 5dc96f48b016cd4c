/** The card as a plain CRUD service keeps it: not sealed, never locked, on no record. */
@NullMarked
package jp.meishigura.bench.plain;

import org.jspecify.annotations.NullMarked;
