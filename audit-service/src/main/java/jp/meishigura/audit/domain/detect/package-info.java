/** Rules over the log, and what they find. Pure Java. */
@NullMarked
package jp.meishigura.audit.domain.detect;

import org.jspecify.annotations.NullMarked;
