package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import jp.meishigura.local.LaunchException;

/** Keycloak's login pages in one browser, which is to say: in one session of a person. */
public final class LoginPages {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** More than were ever seen between a form and the next page. */
  private static final int REDIRECTS = 10;

  private final Issuer issuer;
  private final Browser browser;

  public LoginPages(Issuer issuer) {
    this(issuer, HttpClient.newBuilder().connectTimeout(PATIENCE).build());
  }

  LoginPages(Issuer issuer, HttpClient http) {
    this.issuer = issuer;
    this.browser = new Browser(http);
  }

  /** The page there, or where Keycloak sends the browser on to. */
  public Page open(URI uri) throws IOException, InterruptedException {
    return arrived(browser.get(uri));
  }

  /**
   * What comes after the form of that page.
   *
   * @throws LaunchException when the page has no form
   */
  public Page submit(Page page, Map<String, String> answer)
      throws IOException, InterruptedException {
    URI action =
        page.action().orElseThrow(() -> new LaunchException("Keycloak's page shows no form."));
    // Most forms name a whole address, that of the device grant only a path.
    return arrived(browser.post(issuer.uri().resolve(action), answer));
  }

  /** Follows redirects from page to page of the realm; one that leaves it ends the login. */
  private Page arrived(Page page) throws IOException, InterruptedException {
    Page here = page;
    for (int i = 0; i < REDIRECTS; i++) {
      URI next = here.location().orElse(null);
      if (next == null || !next.toString().startsWith(issuer.uri() + "/")) {
        return here;
      }
      here = browser.get(next);
    }
    throw new LaunchException("Keycloak sends the browser on and on.");
  }
}
