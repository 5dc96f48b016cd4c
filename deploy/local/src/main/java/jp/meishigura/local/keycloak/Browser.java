package jp.meishigura.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** As much of a browser as Keycloak's login pages need: cookies, forms, no redirects of its own. */
final class Browser {
  private final HttpClient http;

  /** The JDK's cookie handler would keep Keycloak's Secure cookies back from http://localhost. */
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Browser(HttpClient http) {
    this.http = http;
  }

  Page get(URI uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri));
  }

  Page post(URI uri, Map<String, String> form) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Form.encode(form))));
  }

  private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    response.headers().allValues("Set-Cookie").forEach(this::keep);
    return new Page(
        response.statusCode(),
        response.headers().firstValue("Location").map(URI::create),
        response.body());
  }

  private void keep(String header) {
    String pair = header.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (equals > 0) {
      cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }
}
