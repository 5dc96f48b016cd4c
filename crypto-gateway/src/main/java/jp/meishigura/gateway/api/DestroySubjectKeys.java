package jp.meishigura.gateway.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import jp.meishigura.gateway.domain.errand.Errand;
import jp.meishigura.gateway.domain.errand.Reason;

/**
 * @param subjects cards that are erased
 * @param actor pseudonymous id of whoever is behind it, or the service's own name
 * @param order the erasure order
 */
record DestroySubjectKeys(
    @NotNull @Size(min = 1, max = Rules.BATCH) List<@NotNull UUID> subjects,
    @NotNull @Pattern(regexp = Rules.ACTOR) String actor,
    @NotNull @Pattern(regexp = Rules.ERASURE) String reason,
    @NotNull UUID order) {

  Errand errand() {
    return Rules.errand(actor, Reason.ERASURE);
  }
}
