/** Events of the identity provider: what they say in the log, and in which tenant's part of it. */
@NullMarked
package jp.meishigura.audit.domain.identity;

import org.jspecify.annotations.NullMarked;
