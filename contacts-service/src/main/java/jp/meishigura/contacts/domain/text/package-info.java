/** Japanese text: normal forms for comparing, keys for searching and for 五十音 order. */
@NullMarked
package jp.meishigura.contacts.domain.text;

import org.jspecify.annotations.NullMarked;
