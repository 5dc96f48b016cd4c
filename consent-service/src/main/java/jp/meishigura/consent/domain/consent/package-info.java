/** What a person said about a purpose: append-only events and the state that follows from them. */
@NullMarked
package jp.meishigura.consent.domain.consent;

import org.jspecify.annotations.NullMarked;
