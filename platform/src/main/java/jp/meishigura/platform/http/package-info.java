/** What HTTP asks of every resource alike: revisions, cursors, idempotency, correlation. */
@NullMarked
package jp.meishigura.platform.http;

import org.jspecify.annotations.NullMarked;
