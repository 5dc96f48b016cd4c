@NullMarked
package jp.meishigura.bench.keys;

import org.jspecify.annotations.NullMarked;
