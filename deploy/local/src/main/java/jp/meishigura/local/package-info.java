/** The launcher: the whole suite on real servers, on this machine, without Docker. */
@NullMarked
package jp.meishigura.local;

import org.jspecify.annotations.NullMarked;
