/** RFC 9457 problem documents: every refusal says why and what would help. */
@NullMarked
package jp.meishigura.platform.problem;

import org.jspecify.annotations.NullMarked;
