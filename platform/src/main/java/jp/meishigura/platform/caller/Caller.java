package jp.meishigura.platform.caller;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever a token speaks for, in exactly one tenant. */
public sealed interface Caller {

  /** The token's subject: stable, pseudonymous, no personal data. */
  String id();

  /** The client that obtained the token ({@code azp}). */
  String clientId();

  Tenant tenant();

  Set<Role> roles();

  /** The login session at the identity provider, absent for clients that act for themselves. */
  @Nullable String session();

  default boolean has(Role role) {
    return roles().contains(role);
  }

  /** A person who has shown two factors. */
  record Person(
      String id, String clientId, Tenant tenant, Set<Role> roles, @Nullable String session)
      implements Caller {
    public Person {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * A service account: an integrator or one of our own services.
   *
   * @param scopes what its client may do, as the identity provider says; see docs/identity.md
   */
  record Client(String id, String clientId, Tenant tenant, Set<Role> roles, Set<String> scopes)
      implements Caller {
    public Client {
      roles = Set.copyOf(roles);
      scopes = Set.copyOf(scopes);
    }

    public boolean may(String scope) {
      return scopes.contains(scope);
    }

    @Override
    public @Nullable String session() {
      return null;
    }
  }
}
