/** A tenant's secrets in versions, as they come from Vault and as they live in memory. */
@NullMarked
package jp.meishigura.gateway.domain.ring;

import org.jspecify.annotations.NullMarked;
