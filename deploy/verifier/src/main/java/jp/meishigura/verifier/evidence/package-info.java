/** Evidence for one event: a C2SP tlog-proof whose leaf is a commitment. */
@NullMarked
package jp.meishigura.verifier.evidence;

import org.jspecify.annotations.NullMarked;
