/** Followers of the log that carry a tenant's entries to its SIEM, off the path of appending. */
@NullMarked
package jp.meishigura.audit.outlet;

import org.jspecify.annotations.NullMarked;
