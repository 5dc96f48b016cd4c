/** Reads the identity provider's events and puts them on record. */
@NullMarked
package jp.meishigura.audit.identity;

import org.jspecify.annotations.NullMarked;
