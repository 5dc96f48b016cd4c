/**
 * Checkpoints (C2SP tlog-checkpoint), cosignatures (tlog-cosignature) and proofs between
 * checkpoints.
 */
@NullMarked
package jp.meishigura.verifier.checkpoint;

import org.jspecify.annotations.NullMarked;
