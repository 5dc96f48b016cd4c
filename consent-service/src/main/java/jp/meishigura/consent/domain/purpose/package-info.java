/** What cards may be used for, and how people are told. */
@NullMarked
package jp.meishigura.consent.domain.purpose;

import org.jspecify.annotations.NullMarked;
