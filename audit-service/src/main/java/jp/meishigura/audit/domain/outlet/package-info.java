/** The log on its way to SIEMs. */
@NullMarked
package jp.meishigura.audit.domain.outlet;

import org.jspecify.annotations.NullMarked;
