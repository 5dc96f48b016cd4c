/** Questions to the log, each of which is itself put on record. */
@NullMarked
package jp.meishigura.audit.query;

import org.jspecify.annotations.NullMarked;
