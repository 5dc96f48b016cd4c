package jp.meishigura.gateway.api;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.errand.Reason;

/**
 * @param version that nothing is indexed with any more
 * @param actor pseudonymous id of whoever is behind it, or the service's own name
 */
record RetireIndexKey(
    @NotNull @Min(1) Integer version,
    @NotNull @Pattern(regexp = Rules.ACTOR) String actor,
    @NotNull @Pattern(regexp = Rules.REINDEX) String reason) {

  Errand errand() {
    return Rules.errand(actor, Reason.REINDEX);
  }
}
