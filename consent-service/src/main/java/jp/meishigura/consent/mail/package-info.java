/** The mail that asks for consent. */
@NullMarked
package jp.meishigura.consent.mail;

import org.jspecify.annotations.NullMarked;
