/** Why somebody who may ask gets no key. */
@NullMarked
package jp.meishigura.gateway.domain.refusal;

import org.jspecify.annotations.NullMarked;
