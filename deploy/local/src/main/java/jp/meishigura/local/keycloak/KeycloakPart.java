package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jp.meishigura.local.Part;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.process.Child;
import jp.meishigura.local.process.Children;

/** Keycloak with realm {@code meishigura}. */
public final class KeycloakPart implements Part {
  /** A first start on two busy cores, with schema and realm, was seen to take 60 s. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration PROBE = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE).build();
  private final Site site;

  public KeycloakPart(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.KEYCLOAK, Port.KEYCLOAK_MANAGEMENT);
  }

  @Override
  public String start(Children children) throws IOException, InterruptedException {
    Path dist = new KeycloakDist(site.folders()).ready();
    KeycloakHome home = new KeycloakHome(site);
    home.prepare(dist);
    Child child =
        children.spawn(
            name(),
            KeycloakJvm.command(
                dist,
                home.folder(),
                "--config-file=" + home.configuration(),
                "start",
                "--optimized",
                "--import-realm"));
    Issuer issuer = Issuer.at(site.ports());
    child.await(PATIENCE, () -> answers(issuer));
    home.imported();
    return issuer.uri().toString();
  }

  /** The realm's own metadata: the server's health is up before a first import has ended. */
  private boolean answers(Issuer issuer) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(issuer.discovery()).timeout(PROBE).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }
}
