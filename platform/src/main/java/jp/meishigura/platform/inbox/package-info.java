/** Events arrive once: consumer loop with de-duplication in the handler's own transaction. */
@NullMarked
package jp.meishigura.platform.inbox;

import org.jspecify.annotations.NullMarked;
