/** Has checkpoints cosigned by outside witnesses, beside the log and never in its way. */
@NullMarked
package jp.meishigura.audit.publish.witness;

import org.jspecify.annotations.NullMarked;
