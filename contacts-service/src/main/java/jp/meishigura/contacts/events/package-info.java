/** What consent-service tells through Kafka. */
@NullMarked
package jp.meishigura.contacts.events;

import org.jspecify.annotations.NullMarked;
