/**
 * What callers can do with cards, each as one use case: transaction, gate, record, and only then
 * data.
 */
@NullMarked
package jp.meishigura.contacts.app;

import org.jspecify.annotations.NullMarked;
