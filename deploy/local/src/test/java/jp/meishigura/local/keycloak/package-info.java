@NullMarked
package jp.meishigura.local.keycloak;

import org.jspecify.annotations.NullMarked;
