/** The append-only log of everything that anybody did or was refused. */
@NullMarked
package jp.meishigura.audit;

import org.jspecify.annotations.NullMarked;
