/** The gateway's tables. */
@NullMarked
package jp.meishigura.gateway.store;

import org.jspecify.annotations.NullMarked;
