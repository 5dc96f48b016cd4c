/** What is printed. */
@NullMarked
package jp.meishigura.bench.report;

import org.jspecify.annotations.NullMarked;
