/** The operations: rows, audit record and commit first; only then do keys leave. */
@NullMarked
package jp.meishigura.gateway.release;

import org.jspecify.annotations.NullMarked;
