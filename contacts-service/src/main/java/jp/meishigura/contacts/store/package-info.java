/**
 * Rows in PostgreSQL. Every statement names the tenant, and row-level security compares it once
 * more.
 */
@NullMarked
package jp.meishigura.contacts.store;

import org.jspecify.annotations.NullMarked;
