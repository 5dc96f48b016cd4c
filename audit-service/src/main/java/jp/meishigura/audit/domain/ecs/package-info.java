/** Events of OCSF in the names of the Elastic Common Schema. */
@NullMarked
package jp.meishigura.audit.domain.ecs;

import org.jspecify.annotations.NullMarked;
