/** Outside witnesses of the log (C2SP tlog-witness) and their cosignatures (tlog-cosignature). */
@NullMarked
package jp.meishigura.audit.domain.witness;

import org.jspecify.annotations.NullMarked;
