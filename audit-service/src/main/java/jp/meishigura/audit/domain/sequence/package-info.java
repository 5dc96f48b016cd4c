/** Producers' numbers: which have come, which are missing, which came twice. Pure Java. */
@NullMarked
package jp.meishigura.audit.domain.sequence;

import org.jspecify.annotations.NullMarked;
