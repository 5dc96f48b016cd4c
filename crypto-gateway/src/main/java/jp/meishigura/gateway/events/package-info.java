/** Events of keys: told to the other services, and heard by every instance of this one. */
@NullMarked
package jp.meishigura.gateway.events;

import org.jspecify.annotations.NullMarked;
