/** The REST door: translation only. */
@NullMarked
package jp.meishigura.gateway.api;

import org.jspecify.annotations.NullMarked;
