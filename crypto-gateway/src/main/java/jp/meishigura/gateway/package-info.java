/** crypto-gateway: the only holder of a Vault token, and of the keys of people and tenants. */
@NullMarked
package jp.meishigura.gateway;

import org.jspecify.annotations.NullMarked;
