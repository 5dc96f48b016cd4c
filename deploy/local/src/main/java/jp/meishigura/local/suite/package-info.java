/** What is started, in which order, and the verbs that do it. */
@NullMarked
package jp.meishigura.local.suite;

import org.jspecify.annotations.NullMarked;
