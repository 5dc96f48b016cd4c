/** Topics that every instance reads whole, each for itself: what must be known before serving. */
@NullMarked
package jp.meishigura.platform.follow;

import org.jspecify.annotations.NullMarked;
