package jp.meishigura.platform.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import jp.meishigura.platform.testing.SettableClock;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

  private static final String ROUTING = RoutingContext.class.getName();

  private final SettableClock clock = new SettableClock();
  private final Instant start = clock.now;
  private final Verifier verifier = new Verifier();
  private final VerifiedTokens tokens = new VerifiedTokens(verifier, clock);

  @Test
  void the_same_token_is_verified_once_and_another_by_itself() {
    ask("good-a");
    ask("good-a");
    ask("good-b");
    ask("good-a");

    assertThat(verifier.asked).containsExactly("good-a", "good-b");
    assertThat(ask("good-a").getPrincipal().getName()).isEqualTo("good-a");
    assertThat(ask("good-b").getPrincipal().getName()).isEqualTo("good-b");
    assertThat(ask("good-b").getRoles()).containsExactly("member");
  }

  @Test
  void a_refused_token_is_refused_each_time_and_by_the_verifier() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ask("bad")).isInstanceOf(AuthenticationFailedException.class);
    }
    assertThat(verifier.asked).containsExactly("bad", "bad", "bad");
  }

  @Test
  void it_is_forgotten_at_its_expiry_to_the_second() {
    verifier.lifetime = Duration.ofSeconds(5);
    ask("good");
    clock.now = start.plusMillis(4_999);
    ask("good");
    assertThat(verifier.asked).hasSize(1);

    clock.now = start.plusSeconds(5);
    ask("good");

    assertThat(verifier.asked).hasSize(2);
  }

  @Test
  void it_is_forgotten_after_a_while_however_often_it_is_used() {
    verifier.lifetime = Duration.ofHours(1);
    for (int second = 0; second < 30; second++) {
      clock.now = start.plusSeconds(second);
      ask("good");
    }
    assertThat(verifier.asked).hasSize(1);

    clock.now = start.plus(VerifiedTokens.LONGEST);
    ask("good");

    assertThat(verifier.asked).hasSize(2);
  }

  @Test
  void a_token_that_is_bound_to_a_key_is_verified_each_time() {
    ask("good-bound");
    ask("good-bound");

    assertThat(verifier.asked).hasSize(2);
  }

  @Test
  void an_id_token_is_none_of_its_business() {
    for (int i = 0; i < 2; i++) {
      tokens
          .authenticate(new TokenAuthenticationRequest(new IdTokenCredential("good")), blocking())
          .await()
          .indefinitely();
    }
    assertThat(verifier.asked).hasSize(2);
  }

  @Test
  void each_request_gets_its_own_context_and_none_is_kept() {
    RoutingContext first = routing();
    RoutingContext second = routing();

    assertThat(ask("good", first).<RoutingContext>getAttribute(ROUTING)).isSameAs(first);
    assertThat(ask("good", second).<RoutingContext>getAttribute(ROUTING)).isSameAs(second);
    assertThat(ask("good").<RoutingContext>getAttribute(ROUTING)).isNull();
    assertThat(verifier.asked).hasSize(1);
  }

  @Test
  void it_remembers_no_more_than_so_many_and_forgets_the_one_unused_for_longest() {
    ask("good-first");
    for (int i = 0; i < VerifiedTokens.MOST; i++) {
      ask("good-" + i);
    }
    verifier.asked.clear();

    ask("good-" + (VerifiedTokens.MOST - 1));
    ask("good-first");

    assertThat(verifier.asked).containsExactly("good-first");
  }

  private SecurityIdentity ask(String token) {
    return ask(new TokenAuthenticationRequest(new AccessTokenCredential(token)));
  }

  private SecurityIdentity ask(String token, RoutingContext context) {
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new AccessTokenCredential(token));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return ask(request);
  }

  private SecurityIdentity ask(TokenAuthenticationRequest request) {
    return tokens.authenticate(request, blocking()).await().indefinitely();
  }

  private static AuthenticationRequestContext blocking() {
    return new AuthenticationRequestContext() {
      @Override
      public Uni<SecurityIdentity> runBlocking(Supplier<SecurityIdentity> function) {
        return Uni.createFrom().item(function);
      }
    };
  }

  @SuppressWarnings("ReferenceEquality") // which of them it is, is all that is asked
  private static RoutingContext routing() {
    return (RoutingContext)
        Proxy.newProxyInstance(
            RoutingContext.class.getClassLoader(),
            new Class<?>[] {RoutingContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> method.getName();
                });
  }

  private final class Verifier implements IdentityProvider<TokenAuthenticationRequest> {
    private final List<String> asked = new ArrayList<>();
    private Duration lifetime = Duration.ofMinutes(5);

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
      return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
        TokenAuthenticationRequest request, AuthenticationRequestContext context) {
      String token = request.getToken().getToken();
      asked.add(token);
      if (!token.startsWith("good")) {
        return Uni.createFrom().failure(new AuthenticationFailedException());
      }
      QuarkusSecurityIdentity.Builder identity =
          QuarkusSecurityIdentity.builder()
              .setPrincipal(new Claims(token, clock.instant().plus(lifetime)))
              .addRole("member")
              .addCredential(request.getToken());
      RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
      if (routing != null) {
        identity.addAttribute(ROUTING, routing);
      }
      return Uni.createFrom().item(identity.build());
    }
  }

  private record Claims(String getName, Instant expiry) implements JsonWebToken {
    @Override
    public Set<String> getClaimNames() {
      return getName.endsWith("bound") ? Set.of("exp", "cnf") : Set.of("exp");
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getClaim(String name) {
      return (T)
          switch (name) {
            case "exp" -> expiry.getEpochSecond();
            case "cnf" -> getClaimNames().contains("cnf") ? "a thumbprint" : null;
            default -> null;
          };
    }

    @Override
    public String getName() {
      return getName;
    }
  }
}
