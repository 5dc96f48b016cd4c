/** Who gets no keys for now, since when and why, and who may end that. */
@NullMarked
package jp.meishigura.audit.domain.stop;

import org.jspecify.annotations.NullMarked;
