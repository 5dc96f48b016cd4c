/** The one question put to contacts-service: where to send. */
@NullMarked
package jp.meishigura.consent.contacts;

import org.jspecify.annotations.NullMarked;
