/** RFC 6962 tree hashing and the proofs of RFC 9162, without any format. */
@NullMarked
package jp.meishigura.verifier.merkle;

import org.jspecify.annotations.NullMarked;
