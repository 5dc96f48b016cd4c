/** Stops and lifts, each in one transaction with its record and its news. */
@NullMarked
package jp.meishigura.audit.stop;

import org.jspecify.annotations.NullMarked;
