/** OpenBao, or a Vault that is already there: transit keys, policies, AppRole. */
@NullMarked
package jp.meishigura.local.vault;

import org.jspecify.annotations.NullMarked;
