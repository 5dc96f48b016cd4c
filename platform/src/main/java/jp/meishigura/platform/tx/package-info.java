/**
 * Transactions that know their tenant: in Hibernate, and beneath it in PostgreSQL's row-level
 * security.
 */
@NullMarked
package jp.meishigura.platform.tx;

import org.jspecify.annotations.NullMarked;
