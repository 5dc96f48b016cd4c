package jp.meishigura.gateway.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jp.meishigura.gateway.domain.rotation.Level;

/**
 * @param level which key is to be rotated
 * @param actor pseudonymous id of whoever is behind it, or the service's own name
 */
record BeginRotation(
    @NotNull @Pattern(regexp = Rules.LEVEL) String level,
    @NotNull @Pattern(regexp = Rules.ACTOR) String actor) {

  Level of() {
    return Level.ofSlug(level);
  }
}
