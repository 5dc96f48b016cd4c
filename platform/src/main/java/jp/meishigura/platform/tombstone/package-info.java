/** What was erased for good, told to whoever could otherwise bring it back from a backup. */
@NullMarked
package jp.meishigura.platform.tombstone;

import org.jspecify.annotations.NullMarked;
