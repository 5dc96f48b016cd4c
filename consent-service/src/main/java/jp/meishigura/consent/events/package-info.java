/** What other services are told. */
@NullMarked
package jp.meishigura.consent.events;

import org.jspecify.annotations.NullMarked;
