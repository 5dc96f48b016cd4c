package jp.meishigura.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.keycloak.Page;

/**
 * What a login page asks of a passkey, and what the browser adds to it.
 *
 * @param challenge random bytes, base 64 for URLs
 * @param rpId whose passkeys are meant
 * @param origin where the browser says that it is
 */
record Ceremony(String challenge, String rpId, String origin) {
  private static final Pattern CHALLENGE = Pattern.compile("\\bchallenge *: *\"([\\w-]+)\"");
  private static final Pattern RP_ID = Pattern.compile("\\brpId *: *\"([^\"]+)\"");

  /** What that page asks of a browser that shows it from where it really comes. */
  static Ceremony asked(Page page, Issuer issuer) {
    URI shown = issuer.uri();
    return new Ceremony(
        found(CHALLENGE, page),
        found(RP_ID, page),
        shown.getScheme() + "://" + shown.getAuthority());
  }

  /** Whether the page asks to register a passkey. */
  static boolean registers(Page page) {
    return page.asksFor("attestationObject");
  }

  /** Whether the page asks for a signature by a passkey that is registered. */
  static boolean signs(Page page) {
    return page.asksFor("authenticatorData");
  }

  /** Whether the page asks to set up TOTP. */
  static boolean setsUpTotp(Page page) {
    return page.asksFor("totpSecret");
  }

  Ceremony challenge(String other) {
    return new Ceremony(other, rpId, origin);
  }

  Ceremony rpId(String other) {
    return new Ceremony(challenge, other, origin);
  }

  Ceremony origin(String other) {
    return new Ceremony(challenge, rpId, other);
  }

  private static String found(Pattern pattern, Page page) {
    Matcher matcher = pattern.matcher(page.body());
    assertThat(matcher.find()).as("the page has %s", pattern).isTrue();
    return matcher.group(1);
  }
}
