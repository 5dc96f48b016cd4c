/** Cards to create, and the same requests for both sides. */
@NullMarked
package jp.meishigura.bench.card;

import org.jspecify.annotations.NullMarked;
