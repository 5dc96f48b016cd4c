/** What the gateway's tests share: a road to Vault that can be closed, and a clock that moves. */
@NullMarked
package jp.meishigura.gateway.testing;

import org.jspecify.annotations.NullMarked;
