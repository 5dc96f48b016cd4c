/** Cards as others write them: vCard 2.1, 3.0, 4.0 and Japanese CSV, read as streams. */
@NullMarked
package jp.meishigura.contacts.domain.exchange;

import org.jspecify.annotations.NullMarked;
