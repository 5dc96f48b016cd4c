package jp.meishigura.local.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.ClientLogin;
import jp.meishigura.local.keycloak.DemoLogin;
import jp.meishigura.local.keycloak.Issuer;

/** Access tokens of the demo people and of the integrator, each asked for once. */
public final class Tokens {
  public static final String INTEGRATOR = "integrator";

  private final DemoLogin people;
  private final ClientLogin clients;
  private final Map<String, Secret> known = new HashMap<>();

  public Tokens(Site site) throws IOException {
    this.people = DemoLogin.at(site.folders(), site.ports());
    this.clients = new ClientLogin(Issuer.at(site.ports()), site.secrets());
  }

  Secret of(String who, Audience audience) throws IOException, InterruptedException {
    String key = who + " for " + audience;
    Secret token = known.get(key);
    if (token == null) {
      token =
          who.equals(INTEGRATOR)
              ? clients.token(INTEGRATOR, audience, "aozora")
              : people.token(who, audience);
      known.put(key, token);
    }
    return token;
  }
}
