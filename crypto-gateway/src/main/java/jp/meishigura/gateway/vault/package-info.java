/** The one place that talks to Vault or OpenBao. */
@NullMarked
package jp.meishigura.gateway.vault;

import org.jspecify.annotations.NullMarked;
