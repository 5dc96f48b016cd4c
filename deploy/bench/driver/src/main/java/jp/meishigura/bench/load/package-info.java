/** A closed loop of requests, and what it measures. */
@NullMarked
package jp.meishigura.bench.load;

import org.jspecify.annotations.NullMarked;
