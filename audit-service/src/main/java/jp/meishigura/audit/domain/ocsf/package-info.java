/** Entries of the log as events of OCSF (Open Cybersecurity Schema Framework). */
@NullMarked
package jp.meishigura.audit.domain.ocsf;

import org.jspecify.annotations.NullMarked;
