package jp.meishigura.gateway.domain.errand;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a service asks for keys. The service is known by its token; this is what it says of itself,
 * and it goes on record as said.
 *
 * @param actor pseudonymous id of the person or client behind it, or the service's own name
 * @param purpose code of the stated purpose, where there is one
 */
public record Errand(String actor, @Nullable String purpose, Reason reason) {

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Whether the reason needs a purpose that was not stated. */
  public boolean lacksPurpose() {
    return purpose == null && reason.needsPurpose();
  }

  /**
   * Whose errand it is, where it is somebody's: the subject of a token is a UUID, a service's name
   * is none. However it is written: a stop must not be got around by capital letters.
   */
  public Optional<UUID> person() {
    return UUID_TEXT.matcher(actor).matches()
        ? Optional.of(UUID.fromString(actor))
        : Optional.empty();
  }
}
