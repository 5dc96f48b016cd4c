/**
 * The benchmark: our suite and a plain service, loaded in turn on one machine and one PostgreSQL.
 */
@NullMarked
package jp.meishigura.bench;

import org.jspecify.annotations.NullMarked;
