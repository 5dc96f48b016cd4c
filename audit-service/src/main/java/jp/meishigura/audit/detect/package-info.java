/** Follows the log and opens findings. */
@NullMarked
package jp.meishigura.audit.detect;

import org.jspecify.annotations.NullMarked;
