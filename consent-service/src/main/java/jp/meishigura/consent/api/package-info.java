/** The REST interface: translation only. */
@NullMarked
package jp.meishigura.consent.api;

import org.jspecify.annotations.NullMarked;
