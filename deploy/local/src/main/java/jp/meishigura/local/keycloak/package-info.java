/** Keycloak with the suite's realm, and logins of the demo people. */
@NullMarked
package jp.meishigura.local.keycloak;

import org.jspecify.annotations.NullMarked;
