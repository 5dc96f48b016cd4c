/** The log: from an outbox to a checkpoint, beside a plain copy, and checked from outside. */
@NullMarked
package jp.meishigura.bench.log;

import org.jspecify.annotations.NullMarked;
