/** The search index: Lucene, in this process's memory only, one per tenant. */
@NullMarked
package jp.meishigura.contacts.search;

import org.jspecify.annotations.NullMarked;
