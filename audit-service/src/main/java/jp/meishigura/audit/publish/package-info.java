/** Signs and serves what the log publishes. */
@NullMarked
package jp.meishigura.audit.publish;

import org.jspecify.annotations.NullMarked;
