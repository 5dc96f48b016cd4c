/** The command line. */
@NullMarked
package jp.meishigura.verifier.command;

import org.jspecify.annotations.NullMarked;
