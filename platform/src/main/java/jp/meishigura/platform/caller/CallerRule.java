package jp.meishigura.platform.caller;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides who a token speaks for, or why it is refused. Pure, so that every combination can be
 * tried.
 *
 * <p>A token is a client's only if the realm gave it a role that people never have and it carries
 * the {@code client_id} claim of a client-credentials grant; everything else is a person and must
 * have shown two factors. A person can therefore not pass for a client by dropping {@code acr}.
 */
public final class CallerRule {

  /** The level of authentication that people need: two factors. */
  public static final String AAL2 = "aal2";

  /** The outcome: a caller, or the reason why not. */
  public sealed interface Outcome {
    record Accepted(Caller caller) implements Outcome {}

    /**
     * @param tenant the tenant, where the token named exactly one
     */
    record Refused(String reason, String detail, @Nullable Tenant tenant) implements Outcome {}
  }

  private CallerRule() {}

  public static Outcome read(TokenClaims claims) {
    if (claims.subject() == null || claims.authorizedParty() == null) {
      return new Outcome.Refused("token-incomplete", "The token lacks sub or azp.", null);
    }
    Tenant tenant;
    switch (claims.organizations().size()) {
      case 1 -> {
        Map.Entry<String, String> only =
            claims.organizations().entrySet().stream().findFirst().orElseThrow();
        try {
          tenant = new Tenant(UUID.fromString(only.getValue()), only.getKey());
        } catch (IllegalArgumentException e) {
          return new Outcome.Refused(
              "no-organization", "The organization in the token has no usable id.", null);
        }
      }
      case 0 -> {
        return new Outcome.Refused(
            "no-organization",
            "Ask for a token with scope organization:<alias>, so that it names one organization.",
            null);
      }
      default -> {
        return new Outcome.Refused(
            "several-organizations",
            "The token names more than one organization; ask for scope organization:<alias>.",
            null);
      }
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    claims.realmRoles().forEach(name -> Role.ofRealmName(name).ifPresent(roles::add));
    boolean clientRole = roles.contains(Role.SERVICE) || roles.contains(Role.INTEGRATOR);
    if (clientRole && claims.authorizedParty().equals(claims.clientId())) {
      return new Outcome.Accepted(
          new Caller.Client(
              claims.subject(), claims.authorizedParty(), tenant, roles, claims.scopes()));
    }
    roles.remove(Role.SERVICE);
    roles.remove(Role.INTEGRATOR);
    if (!AAL2.equals(claims.acr())) {
      return new Outcome.Refused(
          "second-factor-needed",
          "People need two factors here: log in again with acr_values=aal2.",
          tenant);
    }
    return new Outcome.Accepted(
        new Caller.Person(
            claims.subject(), claims.authorizedParty(), tenant, roles, claims.session()));
  }
}
