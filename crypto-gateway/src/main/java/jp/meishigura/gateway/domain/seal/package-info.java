/** The switch that stops everything of one tenant. */
@NullMarked
package jp.meishigura.gateway.domain.seal;

import org.jspecify.annotations.NullMarked;
