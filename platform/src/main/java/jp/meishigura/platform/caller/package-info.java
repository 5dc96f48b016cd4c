/** Who is calling: tenant, person or client, role; taken from the token alone. */
@NullMarked
package jp.meishigura.platform.caller;

import org.jspecify.annotations.NullMarked;
