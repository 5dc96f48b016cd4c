package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jp.meishigura.local.Folders;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Ports;
import jp.meishigura.local.Secret;

/**
 * Logs the demo people in the way a browser does: authorization code with PKCE, password form, then
 * TOTP form. There is no shorter way, because the realm refuses the password grant, which knows no
 * second factor. Safe for use by several threads.
 */
public final class DemoLogin {
  /** The web frontend's client: unlike {@code terminal} it leaves the level to the request. */
  private static final String CLIENT = "web";

  private static final String REDIRECT = "http://localhost/demo-login";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Issuer issuer;
  private final DemoPeople people;
  private final TokenEndpoint tokens;

  public DemoLogin(Issuer issuer, DemoPeople people) {
    this.issuer = issuer;
    this.people = people;
    this.tokens = new TokenEndpoint(issuer, http);
  }

  /**
   * Logins at the suite in that folder, on those ports.
   *
   * @throws LaunchException when the suite was never started there
   */
  public static DemoLogin at(Folders folders, Ports ports) throws IOException {
    return new DemoLogin(Issuer.at(ports), new DemoPeopleFile(folders).read());
  }

  public DemoPeople people() {
    return people;
  }

  /** An access token of that person, for the person's own tenant, with both factors. */
  public Secret token(String username, Audience audience) throws IOException, InterruptedException {
    return token(username, audience, people.named(username).tenant(), Acr.AAL2);
  }

  /**
   * An access token of that person.
   *
   * @param tenant alias of the organization to ask for; of a foreign one the token says nothing
   * @throws LaunchException when Keycloak does not let the person in
   */
  public Secret token(String username, Audience audience, String tenant, Acr acr)
      throws IOException, InterruptedException {
    DemoPerson person = people.named(username);
    Pkce pkce = new Pkce();
    Map<String, String> request = new LinkedHashMap<>(pkce.challenge());
    request.put("client_id", CLIENT);
    request.put("response_type", "code");
    request.put("redirect_uri", REDIRECT);
    request.put("scope", "openid " + audience.scope() + " organization:" + tenant);
    request.put("acr_values", acr.value());
    URI landing =
        passForms(person, URI.create(issuer.authorization() + "?" + Form.encode(request)));
    return tokens.accessToken(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "redirect_uri",
            REDIRECT,
            "code",
            code(person, landing),
            "code_verifier",
            pkce.verifier()));
  }

  private URI passForms(DemoPerson person, URI start) throws IOException, InterruptedException {
    Browser browser = new Browser(http);
    Page page = browser.get(start);
    Set<String> answered = new HashSet<>();
    while (page.location().isEmpty()) {
      URI action = page.action().orElseThrow(() -> refused(person, "it shows no form"));
      Map<String, String> answer = answer(page, person);
      // A form that comes again was not accepted. To send it once more would only lock the person.
      if (!answered.addAll(answer.keySet())) {
        throw refused(person, "password or code is wrong, or too many were and it waits a while");
      }
      page = browser.post(action, answer);
    }
    return page.location().orElseThrow();
  }

  private Map<String, String> answer(Page page, DemoPerson person) {
    if (page.asksFor("otp")) {
      return Map.of("otp", Totp.of(person.totp()).at(Instant.now()));
    }
    if (page.asksFor("password")) {
      return Map.of("username", person.username(), "password", people.password().reveal());
    }
    throw refused(person, "it shows a form that the demo people do not know");
  }

  private static String code(DemoPerson person, URI landing) {
    Map<String, String> values = Form.query(landing);
    String code = values.get("code");
    if (code == null) {
      throw refused(person, values.getOrDefault("error_description", "it asks for more"));
    }
    return code;
  }

  private static LaunchException refused(DemoPerson person, String why) {
    return new LaunchException("Keycloak does not let " + person.username() + " in: " + why + ".");
  }
}
