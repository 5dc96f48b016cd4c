/** Checkpoints of the log, which are signed here and nothing else is. */
@NullMarked
package jp.meishigura.gateway.domain.checkpoint;

import org.jspecify.annotations.NullMarked;
