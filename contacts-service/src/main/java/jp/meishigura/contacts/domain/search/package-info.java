/** What the search over open cards promises, whatever index keeps the promise. */
@NullMarked
package jp.meishigura.contacts.domain.search;

import org.jspecify.annotations.NullMarked;
