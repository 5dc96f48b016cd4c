package jp.meishigura.platform.caller;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a moment that a token was verified: people's and services' clients send the same
 * one with each request, and verifying it anew took a fifth of what a read costs.
 *
 * <p>Only good tokens are remembered, whole (a changed byte is another token), never beyond their
 * expiry, and at most {@link #LONGEST}: as long does a key that the issuer has withdrawn still
 * count. Who the caller is and what is asked of a token beyond its signature is looked at for each
 * request ({@link CallerAugmentor}); tokens bound to a key (RFC 7800) are not remembered, because a
 * proof comes with each request.
 */
@Decorator
@Priority(1)
public class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest> {

  static final Duration LONGEST = Duration.ofSeconds(30);
  static final int MOST = 10_000;

  private static final String ROUTING = RoutingContext.class.getName();

  private record Known(SecurityIdentity identity, Instant until) {}

  private final IdentityProvider<TokenAuthenticationRequest> verifier;
  private final Clock clock;
  private final Map<String, Known> known = new LinkedHashMap<>(256, 0.75f, true);

  @Inject
  public VerifiedTokens(
      @Any @Delegate IdentityProvider<TokenAuthenticationRequest> verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    if (!(request.getToken() instanceof AccessTokenCredential credential)) {
      return verifier.authenticate(request, context);
    }
    String token = credential.getToken();
    Optional<SecurityIdentity> remembered = find(token);
    if (remembered.isPresent()) {
      return Uni.createFrom().item(with(request, remembered.get()));
    }
    return verifier.authenticate(request, context).invoke(identity -> remember(token, identity));
  }

  private synchronized Optional<SecurityIdentity> find(String token) {
    Known one = known.get(token);
    if (one == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(one.until())) {
      known.remove(token);
      return Optional.empty();
    }
    return Optional.of(one.identity());
  }

  private synchronized void remember(String token, @Nullable SecurityIdentity identity) {
    if (identity == null
        || !(identity.getPrincipal() instanceof JsonWebToken claims)
        || claims.containsClaim(Claims.cnf.name())) {
      return;
    }
    Instant until = Instant.ofEpochSecond(claims.getExpirationTime());
    Instant longest = clock.instant().plus(LONGEST);
    known.put(token, new Known(bare(identity), until.isBefore(longest) ? until : longest));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }

  /** Without the request that it came with. */
  private static SecurityIdentity bare(SecurityIdentity identity) {
    Map<String, Object> attributes = new HashMap<>(identity.getAttributes());
    attributes.remove(ROUTING);
    return copy(identity).addAttributes(attributes).build();
  }

  private static SecurityIdentity with(
      TokenAuthenticationRequest request, SecurityIdentity identity) {
    QuarkusSecurityIdentity.Builder copy = copy(identity).addAttributes(identity.getAttributes());
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    return (routing == null ? copy : copy.addAttribute(ROUTING, routing)).build();
  }

  private static QuarkusSecurityIdentity.Builder copy(SecurityIdentity identity) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(identity.getPrincipal())
        .addRoles(identity.getRoles())
        .addCredentials(identity.getCredentials());
  }
}
