package jp.meishigura.gateway.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * @param sealed whether everything of the tenant stops
 * @param actor pseudonymous id of whoever is behind it, or the service's own name
 * @param reason a word for the log, such as {@code incident}
 */
record SetSeal(
    @NotNull Boolean sealed,
    @NotNull @Pattern(regexp = Rules.ACTOR) String actor,
    @NotNull @Pattern(regexp = Rules.WORD) String reason) {}
