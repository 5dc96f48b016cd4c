/** The audit record, written in the transaction that it describes. */
@NullMarked
package jp.meishigura.platform.audit;

import org.jspecify.annotations.NullMarked;
