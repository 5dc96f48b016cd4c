/** Checks Meishigura's log, and any other tlog-tiles log, without any of the suite's code. */
@NullMarked
package jp.meishigura.verifier;

import org.jspecify.annotations.NullMarked;
