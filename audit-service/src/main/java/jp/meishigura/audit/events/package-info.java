/** What arrives through Kafka. */
@NullMarked
package jp.meishigura.audit.events;

import org.jspecify.annotations.NullMarked;
