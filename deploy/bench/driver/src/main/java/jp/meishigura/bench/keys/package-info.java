/** What sealing and keys cost: beside the bare cipher, and beside a design that asks Vault. */
@NullMarked
package jp.meishigura.bench.keys;

import org.jspecify.annotations.NullMarked;
