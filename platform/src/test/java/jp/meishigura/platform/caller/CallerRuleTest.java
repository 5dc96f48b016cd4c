package jp.meishigura.platform.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerRuleTest {

  private static final String ID = "a0207a00-0000-4000-8000-000000000001";
  private static final Map<String, String> AOZORA = Map.of("aozora", ID);

  private static TokenClaims claims(
      @Nullable String clientId,
      @Nullable String acr,
      Set<String> roles,
      Map<String, String> orgs) {
    return new TokenClaims(
        "sub", "web", clientId, acr, "session", roles, Set.of("keys:release"), orgs);
  }

  private static String reason(TokenClaims claims) {
    return switch (CallerRule.read(claims)) {
      case CallerRule.Outcome.Refused refused -> refused.reason();
      case CallerRule.Outcome.Accepted(Caller caller) -> "accepted " + caller.roles();
    };
  }

  @Test
  void a_person_with_two_factors_and_one_organization_is_accepted() {
    assertThat(CallerRule.read(claims(null, "aal2", Set.of("member", "offline_access"), AOZORA)))
        .isInstanceOfSatisfying(
            CallerRule.Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.caller()).isInstanceOf(Caller.Person.class);
              assertThat(accepted.caller().roles()).containsExactly(Role.MEMBER);
              assertThat(accepted.caller().tenant().id()).hasToString(ID);
            });
  }

  @Test
  void a_person_with_one_factor_is_refused() {
    assertThat(reason(claims(null, "aal1", Set.of("member"), AOZORA)))
        .isEqualTo("second-factor-needed");
    assertThat(reason(claims(null, null, Set.of("member"), AOZORA)))
        .isEqualTo("second-factor-needed");
  }

  @Test
  void a_token_without_organization_is_refused() {
    assertThat(reason(claims(null, "aal2", Set.of("member"), Map.of())))
        .isEqualTo("no-organization");
  }

  @Test
  void an_organization_without_a_usable_id_is_none() {
    assertThat(reason(claims(null, "aal2", Set.of("member"), Map.of("aozora", ""))))
        .isEqualTo("no-organization");
  }

  @Property
  void more_than_one_organization_is_refused_whoever_asks(
      @ForAll @IntRange(min = 2, max = 9) int number, @ForAll boolean service) {
    Map<String, String> many = new HashMap<>();
    for (int one = 0; one < number; one++) {
      many.put("tenant" + one, ID);
    }
    assertThat(reason(claims(service ? "web" : null, "aal2", Set.of("service", "member"), many)))
        .isEqualTo("several-organizations");
  }

  @Test
  void a_service_needs_no_second_factor() {
    assertThat(reason(claims("web", null, Set.of("service"), AOZORA)))
        .isEqualTo("accepted [SERVICE]");
  }

  @Test
  void a_client_has_the_scopes_of_its_token_and_no_others() {
    assertThat(CallerRule.read(claims("web", null, Set.of("service"), AOZORA)))
        .isInstanceOfSatisfying(
            CallerRule.Outcome.Accepted.class,
            accepted ->
                assertThat(accepted.caller())
                    .isInstanceOfSatisfying(
                        Caller.Client.class,
                        client -> {
                          assertThat(client.may("keys:release")).isTrue();
                          assertThat(client.may("keys:destroy")).isFalse();
                          assertThat(client.may("keys")).isFalse();
                        }));
  }

  @Test
  void a_person_with_the_role_of_a_service_stays_a_person_without_it() {
    assertThat(reason(claims(null, "aal1", Set.of("service"), AOZORA)))
        .isEqualTo("second-factor-needed");
    assertThat(reason(claims(null, "aal2", Set.of("service", "integrator", "member"), AOZORA)))
        .isEqualTo("accepted [MEMBER]");
  }

  @Test
  void a_client_id_that_is_not_the_authorized_party_makes_no_client() {
    assertThat(reason(claims("other", null, Set.of("service"), AOZORA)))
        .isEqualTo("second-factor-needed");
  }

  @Property
  void nobody_is_accepted_as_a_person_without_aal2(
      @ForAll @Nullable String acr, @ForAll Set<String> roles) {
    if (!"aal2".equals(acr)) {
      assertThat(reason(claims(null, acr, roles, AOZORA))).isEqualTo("second-factor-needed");
    }
  }
}
