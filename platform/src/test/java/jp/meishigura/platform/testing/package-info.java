/** What the tests of all four services share: real servers, a real issuer, tenants of their own. */
@NullMarked
package jp.meishigura.platform.testing;

import org.jspecify.annotations.NullMarked;
