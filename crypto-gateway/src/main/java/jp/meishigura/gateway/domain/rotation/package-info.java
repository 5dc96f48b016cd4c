/** Rotations of keys, as far as they have come. */
@NullMarked
package jp.meishigura.gateway.domain.rotation;

import org.jspecify.annotations.NullMarked;
