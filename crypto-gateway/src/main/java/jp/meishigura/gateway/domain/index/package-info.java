/** Blind-index keys: derived, never stored. */
@NullMarked
package jp.meishigura.gateway.domain.index;

import org.jspecify.annotations.NullMarked;
