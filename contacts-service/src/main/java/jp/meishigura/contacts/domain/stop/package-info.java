/** People for whom no card opens for now. */
@NullMarked
package jp.meishigura.contacts.domain.stop;

import org.jspecify.annotations.NullMarked;
