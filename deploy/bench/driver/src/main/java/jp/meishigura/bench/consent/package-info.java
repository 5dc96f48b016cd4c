/** Consent by mail and page, as a person gives and withdraws it. */
@NullMarked
package jp.meishigura.bench.consent;

import org.jspecify.annotations.NullMarked;
