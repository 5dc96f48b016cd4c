package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
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
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Issuer issuer;
  private final DemoPeople people;

  public DemoLogin(Issuer issuer, DemoPeople people) {
    this.issuer = issuer;
    this.people = people;
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
    CodeLogin login = new CodeLogin(issuer, http);
    String scope = "openid " + audience.scope() + " organization:" + tenant;
    Page landing = passForms(person, login, login.begin(scope, acr, Map.of()));
    try {
      return login.token(landing);
    } catch (LaunchException e) {
      throw refused(person, String.valueOf(e.getMessage()));
    }
  }

  private Page passForms(DemoPerson person, CodeLogin login, Page first)
      throws IOException, InterruptedException {
    Page page = first;
    Set<String> answered = new HashSet<>();
    while (page.location().isEmpty()) {
      Map<String, String> answer = answer(page, person);
      // A form that comes again was not accepted. To send it once more would only lock the person.
      if (!answered.addAll(answer.keySet())) {
        throw refused(person, "password or code is wrong, or too many were and it waits a while");
      }
      page = login.submit(page, answer);
    }
    return page;
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

  private static LaunchException refused(DemoPerson person, String why) {
    return new LaunchException("Keycloak does not let " + person.username() + " in: " + why + ".");
  }
}
