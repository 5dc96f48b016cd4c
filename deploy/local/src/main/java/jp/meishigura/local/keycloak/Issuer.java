package jp.meishigura.local.keycloak;

import java.net.URI;
import jp.meishigura.local.Port;
import jp.meishigura.local.Ports;

/**
 * The realm, seen from outside.
 *
 * @param uri the value of the claim {@code iss}
 */
public record Issuer(URI uri) {
  /** The realm of the installation that uses these ports. */
  public static Issuer at(Ports ports) {
    return new Issuer(
        URI.create("http://localhost:" + ports.of(Port.KEYCLOAK) + "/realms/meishigura"));
  }

  URI authorization() {
    return endpoint("auth");
  }

  URI token() {
    return endpoint("token");
  }

  URI deviceAuthorization() {
    return endpoint("auth/device");
  }

  URI discovery() {
    return URI.create(uri + "/.well-known/openid-configuration");
  }

  private URI endpoint(String name) {
    return URI.create(uri + "/protocol/openid-connect/" + name);
  }
}
