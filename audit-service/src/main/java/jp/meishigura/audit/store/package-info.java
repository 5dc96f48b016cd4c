/** The log in PostgreSQL: it grows, and nothing else. */
@NullMarked
package jp.meishigura.audit.store;

import org.jspecify.annotations.NullMarked;
