/** The REST interface: translates, decides nothing. */
@NullMarked
package jp.meishigura.contacts.api;

import org.jspecify.annotations.NullMarked;
