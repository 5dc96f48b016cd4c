package jp.meishigura.contacts.testing;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

/** Stands between platform's memory of verified tokens and what verifies them. */
@Decorator
@Priority(2)
public class CountedVerifications implements IdentityProvider<TokenAuthenticationRequest> {

  private final IdentityProvider<TokenAuthenticationRequest> verifier;
  private final Verifications count;

  @Inject
  public CountedVerifications(
      @Any @Delegate IdentityProvider<TokenAuthenticationRequest> verifier, Verifications count) {
    this.verifier = verifier;
    this.count = count;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    count.add(request.getToken().getToken());
    return verifier.authenticate(request, context);
  }
}
