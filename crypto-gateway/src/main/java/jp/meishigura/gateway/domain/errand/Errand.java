package jp.meishigura.gateway.domain.errand;

import org.jspecify.annotations.Nullable;

/**
 * Why a service asks for keys. The service is known by its token; this is what it says of itself,
 * and it goes on record as said.
 *
 * @param actor pseudonymous id of the person or client behind it, or the service's own name
 * @param purpose code of the stated purpose, where there is one
 */
public record Errand(String actor, @Nullable String purpose, Reason reason) {

  /** Whether the reason needs a purpose that was not stated. */
  public boolean lacksPurpose() {
    return purpose == null && reason.needsPurpose();
  }
}
