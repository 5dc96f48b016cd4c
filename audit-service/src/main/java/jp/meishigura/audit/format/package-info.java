/** The one reader of recorded events, for their arrival and for their return alike. */
@NullMarked
package jp.meishigura.audit.format;

import org.jspecify.annotations.NullMarked;
