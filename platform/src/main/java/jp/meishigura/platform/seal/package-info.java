/** The sealed-field format and the types that keep key material out of sight. */
@NullMarked
package jp.meishigura.platform.seal;

import org.jspecify.annotations.NullMarked;
