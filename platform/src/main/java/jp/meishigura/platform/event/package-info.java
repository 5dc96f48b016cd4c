/** CloudEvents as this house sends and reads them. */
@NullMarked
package jp.meishigura.platform.event;

import org.jspecify.annotations.NullMarked;
