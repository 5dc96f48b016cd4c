package jp.meishigura.platform.caller;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  private final ClaimsJson claims;

  public CallerAugmentor(ClaimsJson claims) {
    this.claims = claims;
  }

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
    switch (CallerRule.read(claims.read(token.getRawToken()))) {
      case CallerRule.Outcome.Accepted(Caller caller) -> {
        caller.roles().forEach(role -> kept.addRole(role.realmName()));
        kept.addAttribute(CALLER, caller);
      }
      case CallerRule.Outcome.Refused refused -> kept.addAttribute(REFUSAL, refused);
    }
    return Uni.createFrom().item(kept.build());
  }
}
