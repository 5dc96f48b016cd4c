/** Events leave with the transaction that caused them: outbox table and its relay. */
@NullMarked
package jp.meishigura.platform.outbox;

import org.jspecify.annotations.NullMarked;
