/** On whose behalf and for what somebody asks for keys. */
@NullMarked
package jp.meishigura.gateway.domain.errand;

import org.jspecify.annotations.NullMarked;
