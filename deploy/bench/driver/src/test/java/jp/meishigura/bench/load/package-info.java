@NullMarked
package jp.meishigura.bench.load;

import org.jspecify.annotations.NullMarked;
