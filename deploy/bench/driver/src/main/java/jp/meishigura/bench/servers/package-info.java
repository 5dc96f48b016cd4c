/** What is measured: the suite as people start it, and the plain service beside it. */
@NullMarked
package jp.meishigura.bench.servers;

import org.jspecify.annotations.NullMarked;
