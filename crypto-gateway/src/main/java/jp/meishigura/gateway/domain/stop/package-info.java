/** People to whom no keys are released for now. */
@NullMarked
package jp.meishigura.gateway.domain.stop;

import org.jspecify.annotations.NullMarked;
