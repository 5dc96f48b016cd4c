/** Subject keys: one per card, wrapped by a tenant key. */
@NullMarked
package jp.meishigura.gateway.domain.subject;

import org.jspecify.annotations.NullMarked;
