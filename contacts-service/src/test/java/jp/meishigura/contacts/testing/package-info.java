/** The service under test with a real crypto-gateway beside it, and what callers do with it. */
@NullMarked
package jp.meishigura.contacts.testing;

import org.jspecify.annotations.NullMarked;
