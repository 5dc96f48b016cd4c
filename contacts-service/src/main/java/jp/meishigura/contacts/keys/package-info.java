/** Keys from crypto-gateway, for as long as they may stay here, and what is sealed with them. */
@NullMarked
package jp.meishigura.contacts.keys;

import org.jspecify.annotations.NullMarked;
