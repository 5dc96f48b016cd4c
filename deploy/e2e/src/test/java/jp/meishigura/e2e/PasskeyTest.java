package jp.meishigura.e2e;

import static jp.meishigura.e2e.PasskeyLogins.SCOPE;
import static jp.meishigura.e2e.PasskeyLogins.WITH_PASSKEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jp.meishigura.e2e.Newcomers.Newcomer;
import jp.meishigura.local.Port;
import jp.meishigura.local.Secret;
import jp.meishigura.local.keycloak.Acr;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.CodeLogin;
import jp.meishigura.local.keycloak.DemoLogin;
import jp.meishigura.local.keycloak.DemoPeople;
import jp.meishigura.local.keycloak.DeviceLogin;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.keycloak.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passkeys as second factor, spoken to the running Keycloak by a key in software. */
@ExtendWith(WithSuite.class)
class PasskeyTest {
  private final SuiteUnderTest suite;
  private final Issuer issuer;
  private final Newcomers newcomers;
  private final PasskeyLogins logins;

  PasskeyTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.issuer = Issuer.at(suite.site().ports());
    this.newcomers = new Newcomers(suite.site());
    this.logins = new PasskeyLogins(issuer);
  }

  @AfterEach
  void takeAway() {
    newcomers.close();
  }

  @Test
  void a_newcomer_registers_a_passkey_instead_of_totp_and_is_let_in_with_it() throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = Passkey.fresh();

    CodeLogin first = logins.browser();
    Page asked = PasskeyLogins.password(first, who, WITH_PASSKEY, Acr.AAL2, Map.of());
    assertThat(Ceremony.registers(asked)).isTrue();
    Page landing = first.submit(asked, key.registration(logins.ceremony(asked)));
    accepted(first.token(landing), who);
    assertThat(newcomers.credentials(who)).containsExactlyInAnyOrder("password", "webauthn");

    accepted(logins.loggedIn(who, key), who);
  }

  @Test
  void whoever_has_only_a_passkey_is_not_sent_to_set_up_totp() throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = logins.registered(who);

    for (String scope : List.of(SCOPE, WITH_PASSKEY)) {
      CodeLogin later = logins.browser();
      Page asked = PasskeyLogins.password(later, who, scope, Acr.AAL2, Map.of());
      assertThat(Ceremony.signs(asked)).isTrue();
      assertThat(Ceremony.setsUpTotp(asked) || Ceremony.registers(asked)).isFalse();
      Page end = later.submit(asked, key.assertion(logins.ceremony(asked)));
      assertThat(CodeLogin.letIn(end)).isTrue();
    }
    assertThat(newcomers.credentials(who)).containsExactlyInAnyOrder("password", "webauthn");
  }

  /** The scope is for those who have no second factor; it is no way around the one that one has. */
  @Test
  void who_has_totp_is_asked_for_it_whatever_the_frontend_offers() throws Exception {
    DemoPeople people = DemoLogin.at(suite.site().folders(), suite.site().ports()).people();
    Newcomer hanako =
        new Newcomer(people.named(Aozora.MEMBER).id(), Aozora.MEMBER, people.password());

    Page asked = PasskeyLogins.password(logins.browser(), hanako, WITH_PASSKEY, Acr.AAL2, Map.of());

    assertThat(asked.asksFor("otp")).isTrue();
    assertThat(Ceremony.registers(asked)).isFalse();
  }

  @Test
  void a_newcomer_who_asks_for_no_passkey_sets_up_totp() throws Exception {
    Newcomer who = newcomers.member();

    Page asked = PasskeyLogins.password(logins.browser(), who, SCOPE, Acr.AAL2, Map.of());

    assertThat(Ceremony.setsUpTotp(asked)).isTrue();
    assertThat(CodeLogin.letIn(asked)).isFalse();
  }

  @Test
  void a_password_alone_is_aal1_and_no_service_accepts_it() throws Exception {
    Newcomer who = newcomers.member();
    logins.registered(who);

    CodeLogin login = logins.browser();
    Secret token = login.token(PasskeyLogins.password(login, who, SCOPE, Acr.AAL1, Map.of()));

    assertThat(claims(token).getString("acr")).isEqualTo("aal1");
    Aozora.with(token.reveal())
        .get(suite.url(Port.CONTACTS) + "/v1/cards")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:meishigura:problem:second-factor-needed"));
  }

  /** The session that a password opened becomes aal2 by the passkey, and by nothing less. */
  @Test
  void a_running_session_steps_up_by_the_passkey() throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = logins.registered(who);
    CodeLogin login = logins.browser();
    PasskeyLogins.password(login, who, SCOPE, Acr.AAL1, Map.of());

    Page asked = login.begin(SCOPE, Acr.AAL2, Map.of());

    assertThat(Ceremony.signs(asked)).isTrue();
    accepted(login.token(login.submit(asked, key.assertion(logins.ceremony(asked)))), who);
  }

  @Test
  @Timeout(120) // Keycloak waits ten minutes for somebody to confirm.
  void a_terminal_s_login_takes_the_passkey_too() throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = logins.registered(who);

    Secret token =
        new DeviceLogin(issuer)
            .token(Audience.CONTACTS, Aozora.TENANT, text -> logins.confirm(text, who, key));

    accepted(token, who);
  }

  @ParameterizedTest
  @EnumSource(Forgery.class)
  void a_forged_assertion_is_refused(Forgery forgery) throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = logins.registered(who);
    CodeLogin login = logins.browser();
    Page asked = PasskeyLogins.password(login, who, SCOPE, Acr.AAL2, Map.of());

    Page answer = login.submit(asked, forgery.answer(key, logins.ceremony(asked)));

    refused(login, answer);
    // It was the forgery that was refused: the passkey itself still opens.
    accepted(logins.loggedIn(who, key), who);
  }

  @Test
  void an_assertion_is_good_once() throws Exception {
    Newcomer who = newcomers.member();
    Passkey key = logins.registered(who);
    CodeLogin login = logins.browser();
    Page asked = PasskeyLogins.password(login, who, SCOPE, Acr.AAL2, Map.of());
    Map<String, String> assertion = key.assertion(logins.ceremony(asked));
    assertThat(CodeLogin.letIn(login.submit(asked, assertion))).isTrue();

    CodeLogin thief = logins.browser();
    Page again = PasskeyLogins.password(thief, who, SCOPE, Acr.AAL2, Map.of());
    assertThat(logins.ceremony(again).challenge()).isNotEqualTo(logins.ceremony(asked).challenge());

    refused(thief, thief.submit(again, assertion));
  }

  @Test
  void the_passkey_of_a_colleague_does_not_open() throws Exception {
    Newcomer who = newcomers.member();
    logins.registered(who);
    Newcomer colleague = newcomers.member();
    Passkey theirs = logins.registered(colleague);
    CodeLogin login = logins.browser();
    Page asked = PasskeyLogins.password(login, who, SCOPE, Acr.AAL2, Map.of());

    refused(login, login.submit(asked, theirs.assertion(logins.ceremony(asked))));
  }

  /** A phishing page can show Keycloak's challenge, but not from Keycloak's origin. */
  @Test
  void a_passkey_made_elsewhere_or_for_an_older_challenge_is_not_registered() throws Exception {
    Newcomer who = newcomers.member();
    List<UnaryOperator<Ceremony>> forgeries =
        List.of(
            asked -> asked.origin("http://login.evil.example"),
            asked -> asked.rpId("evil.example"),
            asked -> asked.challenge("AAAAAAAAAAAAAAAAAAAAAA"));
    for (UnaryOperator<Ceremony> forgery : forgeries) {
      CodeLogin login = logins.browser();
      Page asked = PasskeyLogins.password(login, who, WITH_PASSKEY, Acr.AAL2, Map.of());
      refused(
          login,
          login.submit(asked, Passkey.fresh().registration(forgery.apply(logins.ceremony(asked)))));
    }
    assertThat(newcomers.credentials(who)).containsExactly("password");
  }

  /** Keycloak lets people leave an action that they chose; a first enrolment is none of these. */
  @ParameterizedTest
  @CsvSource({
    "webauthn-register, passkey",
    "CONFIGURE_TOTP, passkey",
    "webauthn-register, ''",
    "CONFIGURE_TOTP, ''",
  })
  void a_first_enrolment_cannot_be_left_out(String action, String scope) throws Exception {
    Newcomer who = newcomers.member();
    List<Map<String, String>> waysOut =
        List.of(
            Map.of("cancel-aia", "true"),
            Map.of("cancel-aia", "true", "error", ""),
            Map.of("error", "NotAllowedError"));
    for (Map<String, String> leave : waysOut) {
      CodeLogin login = logins.browser();
      Page asked =
          PasskeyLogins.password(
              login, who, SCOPE + " " + scope, Acr.AAL2, Map.of("kc_action", action));
      assertThat(Ceremony.registers(asked) || Ceremony.setsUpTotp(asked)).isTrue();
      assertThat(CodeLogin.letIn(login.submit(asked, leave))).isFalse();
      assertThat(CodeLogin.letIn(login.begin(SCOPE, Acr.AAL2, Map.of()))).isFalse();
    }
    assertThat(newcomers.credentials(who)).containsExactly("password");
  }

  /** The story of the house: a colleague's password was passed on. It must not make a factor. */
  @ParameterizedTest
  @ValueSource(strings = {"webauthn-register", "CONFIGURE_TOTP"})
  void a_password_that_was_passed_on_sets_up_no_second_factor(String action) throws Exception {
    Newcomer who = newcomers.member();
    logins.registered(who);

    Page fresh =
        PasskeyLogins.password(
            logins.browser(), who, WITH_PASSKEY, Acr.AAL1, Map.of("kc_action", action));
    CodeLogin running = logins.browser();
    PasskeyLogins.password(running, who, SCOPE, Acr.AAL1, Map.of());
    Page inSession = running.begin(WITH_PASSKEY, Acr.AAL1, Map.of("kc_action", action));

    for (Page asked : new Page[] {fresh, inSession}) {
      assertThat(Ceremony.signs(asked)).isTrue();
      assertThat(Ceremony.registers(asked) || Ceremony.setsUpTotp(asked)).isFalse();
    }
    assertThat(newcomers.credentials(who)).containsExactlyInAnyOrder("password", "webauthn");
  }

  private void accepted(Secret token, Newcomer who) {
    JsonPath claims = claims(token);
    assertThat(claims.getString("acr")).isEqualTo("aal2");
    assertThat(claims.getString("sub")).isEqualTo(who.id());
    assertThat(claims.getString("scope")).doesNotContain("passkey");
    Aozora.with(token.reveal()).get(suite.url(Port.CONTACTS) + "/v1/cards").then().statusCode(200);
  }

  /** Neither that answer nor a second attempt in the same browser leads to a code. */
  private static void refused(CodeLogin login, Page answer)
      throws IOException, InterruptedException {
    assertThat(CodeLogin.letIn(answer)).isFalse();
    assertThat(CodeLogin.letIn(login.begin(SCOPE, Acr.AAL2, Map.of()))).isFalse();
  }

  private static JsonPath claims(Secret token) {
    String claims = token.reveal().split("\\.", -1)[1];
    return new JsonPath(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8));
  }
}
