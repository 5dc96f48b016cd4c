/** Cards as they rest: sealed values and where they came from. */
@NullMarked
package jp.meishigura.contacts.domain.sealed;

import org.jspecify.annotations.NullMarked;
