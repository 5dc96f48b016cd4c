/** A topic for each contract. */
@NullMarked
package jp.meishigura.audit.outlet.kafka;

import org.jspecify.annotations.NullMarked;
