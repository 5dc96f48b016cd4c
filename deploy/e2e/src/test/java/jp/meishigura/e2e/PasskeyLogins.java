package jp.meishigura.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.e2e.Newcomers.Newcomer;
import jp.meishigura.local.Secret;
import jp.meishigura.local.keycloak.Acr;
import jp.meishigura.local.keycloak.CodeLogin;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.keycloak.LoginPages;
import jp.meishigura.local.keycloak.Page;

/** How people with a password and a passkey log in, each time in a browser of their own. */
final class PasskeyLogins {
  static final String SCOPE = "openid contacts organization:aozora";

  /** By this a frontend offers a passkey to those who have no second factor yet. */
  static final String WITH_PASSKEY = SCOPE + " passkey";

  private static final Pattern LINK = Pattern.compile("http://\\S+");
  private static final Pattern HIDDEN_CODE = Pattern.compile("name=\"code\" value=\"([^\"]+)\"");

  private final Issuer issuer;

  PasskeyLogins(Issuer issuer) {
    this.issuer = issuer;
  }

  CodeLogin browser() {
    return new CodeLogin(issuer);
  }

  Ceremony ceremony(Page page) {
    return Ceremony.asked(page, issuer);
  }

  /** What comes after user name and password. */
  static Page password(
      CodeLogin login, Newcomer who, String scope, Acr acr, Map<String, String> more)
      throws IOException, InterruptedException {
    Page form = login.begin(scope.strip(), acr, more);
    assertThat(form.asksFor("password")).isTrue();
    return login.submit(form, passwordOf(who));
  }

  static Map<String, String> passwordOf(Newcomer who) {
    return Map.of("username", who.username(), "password", who.password().reveal());
  }

  /** The passkey that the person registered at the first login. */
  Passkey registered(Newcomer who) throws IOException, InterruptedException {
    Passkey key = Passkey.fresh();
    CodeLogin login = browser();
    Page asked = password(login, who, WITH_PASSKEY, Acr.AAL2, Map.of());
    Page landing = login.submit(asked, key.registration(ceremony(asked)));
    assertThat(CodeLogin.letIn(landing)).isTrue();
    return key;
  }

  /** A login in a browser that knows nothing yet. */
  Secret loggedIn(Newcomer who, Passkey key) throws IOException, InterruptedException {
    CodeLogin login = browser();
    Page asked = password(login, who, SCOPE, Acr.AAL2, Map.of());
    return login.token(login.submit(asked, key.assertion(ceremony(asked))));
  }

  /**
   * What a person does at a device's login: opens the link, logs in, lets the device in.
   *
   * @param text the terminal's invitation
   */
  void confirm(String text, Newcomer who, Passkey key) {
    Matcher link = LINK.matcher(text);
    assertThat(link.find()).isTrue();
    LoginPages pages = new LoginPages(issuer);
    try {
      Page asked = pages.submit(pages.open(URI.create(link.group())), passwordOf(who));
      assertThat(Ceremony.signs(asked)).isTrue();
      Page grant = pages.submit(asked, key.assertion(ceremony(asked)));
      assertThat(grant.asksFor("accept")).isTrue();
      Matcher hidden = HIDDEN_CODE.matcher(grant.body());
      assertThat(hidden.find()).isTrue();
      pages.submit(grant, Map.of("code", hidden.group(1), "accept", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
