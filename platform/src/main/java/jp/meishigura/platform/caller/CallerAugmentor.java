package jp.meishigura.platform.caller;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Replaces the roles of a verified token by those of its {@link Caller}. A token that {@link
 * CallerRule} refuses keeps no role at all, so that no {@code @RolesAllowed} can let it through;
 * the refusal travels along to be told in the problem document.
 */
@ApplicationScoped
public class CallerAugmentor implements SecurityIdentityAugmentor {

  static final String CALLER = "meishigura.caller";
  static final String REFUSAL = "meishigura.refusal";

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().item(identity);
    }
    QuarkusSecurityIdentity.Builder kept =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(identity.getPrincipal())
            .addCredentials(identity.getCredentials())
            .addAttributes(identity.getAttributes());
    switch (CallerRule.read(claimsOf(token))) {
      case CallerRule.Outcome.Accepted(Caller caller) -> {
        caller.roles().forEach(role -> kept.addRole(role.realmName()));
        kept.addAttribute(CALLER, caller);
      }
      case CallerRule.Outcome.Refused refused -> kept.addAttribute(REFUSAL, refused);
    }
    return Uni.createFrom().item(kept.build());
  }

  private static TokenClaims claimsOf(JsonWebToken token) {
    return new TokenClaims(
        token.getSubject(),
        token.getClaim("azp"),
        token.getClaim("client_id"),
        token.getClaim("acr"),
        token.getClaim("sid"),
        realmRoles(token),
        organizations(token));
  }

  private static Set<String> realmRoles(JsonWebToken token) {
    Set<String> names = new HashSet<>();
    if (token.getClaim("realm_access") instanceof JsonObject access
        && access.containsKey("roles")) {
      for (JsonValue role : access.getJsonArray("roles")) {
        if (role instanceof JsonString name) {
          names.add(name.getString());
        }
      }
    }
    return names;
  }

  private static Map<String, String> organizations(JsonWebToken token) {
    Map<String, String> ids = new HashMap<>();
    if (token.getClaim("organization") instanceof JsonObject claim) {
      claim.forEach(
          (alias, about) ->
              ids.put(alias, about instanceof JsonObject one ? one.getString("id", "") : ""));
    }
    return ids;
  }
}
