package jp.meishigura.gateway.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import jp.meishigura.gateway.domain.errand.Errand;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param fields of which the blind-index keys are wanted
 * @param actor pseudonymous id of whoever is behind it, or the service's own name
 * @param purpose code of the stated purpose, where there is one
 */
record ReleaseIndexKeys(
    @NotNull @Size(min = 1, max = Rules.FIELDS)
        List<@NotNull @Pattern(regexp = Rules.FIELD) String> fields,
    @NotNull @Pattern(regexp = Rules.ACTOR) String actor,
    @Nullable @Schema(nullable = true) @Pattern(regexp = Rules.PURPOSE) String purpose,
    @NotNull @Pattern(regexp = Rules.REASON) String reason) {

  Errand errand() {
    return Rules.errand(actor, purpose, reason);
  }
}
