package jp.meishigura.audit.domain.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person or client did, or tried to do, with an account. User names, what was typed, codes
 * and addresses to return to are members of the provider's event and none of this one.
 *
 * @param type the provider's, such as {@code LOGIN_ERROR}
 * @param person whose account it is, absent where nobody has such a one
 * @param organization the alias of the one organization that a token was given for
 * @param credential which kind was set or removed, such as {@code otp}
 */
public record LoginEvent(
    UUID id,
    Instant at,
    String type,
    @Nullable UUID person,
    @Nullable String client,
    @Nullable String session,
    @Nullable String address,
    @Nullable String error,
    @Nullable String organization,
    @Nullable String credential)
    implements ProviderEvent {

  /** A client of this name does not exist: the name is something that somebody typed. */
  private static final String NO_SUCH_CLIENT = "client_not_found";

  public LoginEvent {
    String known = Shape.CONSTANT.orNull(type);
    type = known == null ? "UNKNOWN" : known;
    client = NO_SUCH_CLIENT.equals(error) ? null : Shape.CLIENT.orNull(client);
    session = Shape.SESSION.orNull(session);
    address = Shape.ADDRESS.orNull(address);
    error = Shape.slug(error);
    credential = Shape.slug(credential);
  }

  boolean ofClient() {
    return type.startsWith("CLIENT_LOGIN");
  }

  boolean succeeded() {
    return error == null && !type.endsWith("_ERROR");
  }
}
