/** Whose data an entry says were shown, and to whom. Pure Java. */
@NullMarked
package jp.meishigura.audit.domain.exposure;

import org.jspecify.annotations.NullMarked;
