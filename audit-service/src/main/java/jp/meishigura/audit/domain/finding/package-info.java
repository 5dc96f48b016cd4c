/** What was found in a tenant's log, and what became of it. */
@NullMarked
package jp.meishigura.audit.domain.finding;

import org.jspecify.annotations.NullMarked;
