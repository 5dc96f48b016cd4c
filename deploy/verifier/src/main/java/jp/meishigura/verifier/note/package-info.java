/** Signed notes (C2SP signed-note) and the keys that sign them. */
@NullMarked
package jp.meishigura.verifier.note;

import org.jspecify.annotations.NullMarked;
