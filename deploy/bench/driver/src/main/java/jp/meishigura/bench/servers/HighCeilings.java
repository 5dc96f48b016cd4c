package jp.meishigura.bench.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import jp.meishigura.local.LaunchException;
import jp.meishigura.local.Port;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.DemoLogin;

/**
 * Detections count as ever, but nobody is stopped: the load reveals more in a minute than people do
 * in a month, and a stop would answer a reveal as a lock does.
 */
public final class HighCeilings {

  private static final String CEILINGS =
      """
      {"ceilings":{"cards-per-hour":100000,"cards-per-day":100000,"reveals-per-hour":100000}}
      """;

  private final Site site;

  public HighCeilings(Site site) {
    this.site = site;
  }

  public void set() throws IOException, InterruptedException {
    URI settings = URI.create(site.ports().http(Port.AUDIT) + "/v1/detection-settings");
    String token =
        DemoLogin.at(site.folders(), site.ports()).token("makoto", Audience.AUDIT).reveal();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings).header("Authorization", "Bearer " + token);
    try (HttpClient http = HttpClient.newHttpClient()) {
      String revision =
          expect200(http.send(request.GET().build(), BodyHandlers.ofString()))
              .headers()
              .firstValue("ETag")
              .orElseThrow();
      HttpRequest set =
          request
              .header("If-Match", revision)
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(CEILINGS))
              .build();
      expect200(http.send(set, BodyHandlers.ofString()));
    }
  }

  private static HttpResponse<String> expect200(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new LaunchException(
          "Detections were not set: " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }
}
