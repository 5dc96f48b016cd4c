package jp.meishigura.audit.domain.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator changed at the identity provider. What it was changed to is not in here: it
 * would be names and mail addresses.
 *
 * @param operation {@code CREATE}, {@code UPDATE}, {@code DELETE} or {@code ACTION}
 * @param resource the provider's type of what was changed, such as {@code REALM_ROLE_MAPPING}
 * @param credential which kind was set or removed
 */
public record AdminEvent(
    UUID id,
    Instant at,
    String operation,
    String resource,
    AdminPath path,
    By by,
    @Nullable String address,
    @Nullable String error,
    @Nullable String credential)
    implements ProviderEvent {

  /**
   * Who.
   *
   * @param operator whether it is an administrator of the whole installation, who is no account of
   *     any tenant
   */
  public record By(@Nullable UUID person, @Nullable String client, boolean operator) {
    public By {
      client = Shape.CLIENT.orNull(client);
    }
  }

  public AdminEvent {
    operation = orUnknown(operation);
    resource = orUnknown(resource);
    address = Shape.ADDRESS.orNull(address);
    // An error may come with words; that there was one must not be lost.
    error = error == null ? null : orOther(Shape.slug(error));
    credential = Shape.slug(credential);
  }

  private static String orUnknown(String constant) {
    String known = Shape.CONSTANT.orNull(constant);
    return known == null ? "UNKNOWN" : known;
  }

  private static String orOther(@Nullable String error) {
    return error == null ? "other" : error;
  }
}
