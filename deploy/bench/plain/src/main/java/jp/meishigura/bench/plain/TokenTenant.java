package jp.meishigura.bench.plain;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ForbiddenException;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Whose cards the caller may see. */
@RequestScoped
public class TokenTenant {
  private final JsonWebToken token;

  public TokenTenant(JsonWebToken token) {
    this.token = token;
  }

  /** The only organization that the token names. */
  UUID id() {
    if (token.getClaim("organization") instanceof JsonObject claim && claim.size() == 1) {
      JsonValue only = claim.values().iterator().next();
      return UUID.fromString(only.asJsonObject().getString("id"));
    }
    throw new ForbiddenException();
  }

  String client() {
    return token.getClaim("azp");
  }
}
