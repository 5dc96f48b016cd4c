/** The surroundings of this service in its tests. */
@NullMarked
package jp.meishigura.consent.testing;

import org.jspecify.annotations.NullMarked;
