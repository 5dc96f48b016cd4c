/** What somebody should look at, for metrics and health. */
@NullMarked
package jp.meishigura.audit.watch;

import org.jspecify.annotations.NullMarked;
