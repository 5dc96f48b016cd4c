/** How a request travels: apart from what is answered to it. */
@NullMarked
package jp.meishigura.consent.domain.delivery;

import org.jspecify.annotations.NullMarked;
