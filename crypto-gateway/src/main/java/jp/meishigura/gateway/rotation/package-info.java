/** The work of rotations: in batches, one worker at a time, to be taken up again after any kill. */
@NullMarked
package jp.meishigura.gateway.rotation;

import org.jspecify.annotations.NullMarked;
