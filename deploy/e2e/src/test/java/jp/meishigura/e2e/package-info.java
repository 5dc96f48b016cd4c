/** The whole suite, started by the launcher that people use, seen from outside. */
@NullMarked
package jp.meishigura.e2e;

import org.jspecify.annotations.NullMarked;
