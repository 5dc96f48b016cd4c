/** The link in a mail: a bearer secret, kept only as a hash. */
@NullMarked
package jp.meishigura.consent.domain.link;

import org.jspecify.annotations.NullMarked;
