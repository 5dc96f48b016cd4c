/** A whole log against its checkpoint. */
@NullMarked
package jp.meishigura.verifier.log;

import org.jspecify.annotations.NullMarked;
