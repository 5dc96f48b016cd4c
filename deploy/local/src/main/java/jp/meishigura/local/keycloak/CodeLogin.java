package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Secret;

/**
 * Logins of one person in one browser, as a frontend makes them: authorization code with PKCE. Who
 * fills in the forms decides the caller.
 */
public final class CodeLogin {
  /** The web frontend's client: unlike {@code terminal} it leaves the level to the request. */
  private static final String CLIENT = "web";

  private static final String REDIRECT = "http://localhost/demo-login";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Issuer issuer;
  private final LoginPages pages;
  private final TokenEndpoint tokens;
  private Pkce pkce = new Pkce();

  public CodeLogin(Issuer issuer) {
    this(issuer, HttpClient.newBuilder().connectTimeout(PATIENCE).build());
  }

  CodeLogin(Issuer issuer, HttpClient http) {
    this.issuer = issuer;
    this.pages = new LoginPages(issuer, http);
    this.tokens = new TokenEndpoint(issuer, http);
  }

  /**
   * The first page of a login, or its end where the session of an earlier one is enough.
   *
   * @param scope the scopes, separated by spaces
   * @param more further parameters of the request, such as {@code kc_action}
   */
  public Page begin(String scope, Acr acr, Map<String, String> more)
      throws IOException, InterruptedException {
    pkce = new Pkce();
    Map<String, String> request = new LinkedHashMap<>(pkce.challenge());
    request.put("client_id", CLIENT);
    request.put("response_type", "code");
    request.put("redirect_uri", REDIRECT);
    request.put("scope", scope);
    request.put("acr_values", acr.value());
    request.putAll(more);
    return pages.open(URI.create(issuer.authorization() + "?" + Form.encode(request)));
  }

  /** What comes after the form of that page. */
  public Page submit(Page page, Map<String, String> answer)
      throws IOException, InterruptedException {
    return pages.submit(page, answer);
  }

  /** Whether the login ended there with a code for a token. */
  public static boolean letIn(Page page) {
    return code(page).isPresent();
  }

  /**
   * The access token of a login that ended there.
   *
   * @throws LaunchException when it did not end, or not with a code; the message is Keycloak's
   *     reason
   */
  public Secret token(Page landing) throws IOException, InterruptedException {
    String code =
        code(landing)
            .orElseThrow(
                () ->
                    new LaunchException(
                        landing
                            .location()
                            .map(uri -> Form.query(uri).get("error_description"))
                            .orElse("it asks for more")));
    return tokens.accessToken(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "redirect_uri",
            REDIRECT,
            "code",
            code,
            "code_verifier",
            pkce.verifier()));
  }

  private static Optional<String> code(Page page) {
    return page.location()
        .filter(uri -> uri.toString().startsWith(REDIRECT + "?"))
        .map(uri -> Form.query(uri).get("code"));
  }
}
