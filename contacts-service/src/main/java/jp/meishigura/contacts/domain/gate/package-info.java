/** The one pure function that decides every read of personal data. */
@NullMarked
package jp.meishigura.contacts.domain.gate;

import org.jspecify.annotations.NullMarked;
