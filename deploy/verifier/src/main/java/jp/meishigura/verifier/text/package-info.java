/** How strictly published texts are read. */
@NullMarked
package jp.meishigura.verifier.text;

import org.jspecify.annotations.NullMarked;
