/** The tables, through JDBC and under row-level security. */
@NullMarked
package jp.meishigura.consent.store;

import org.jspecify.annotations.NullMarked;
