/** REST in, domain out; decides nothing. */
@NullMarked
package jp.meishigura.audit.api;

import org.jspecify.annotations.NullMarked;
