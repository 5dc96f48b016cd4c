package jp.meishigura.audit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import jp.meishigura.audit.domain.identity.Directory.NotAnswered;
import jp.meishigura.platform.service.WholeAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The token of the client that reads events. It speaks for no tenant, so that no service of ours
 * takes it; and the tokens that this service shows to others read no events.
 */
final class ReaderToken {

  /** It is renewed this long before it ends, so that it does not end on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final HttpClient http;
  private final HttpRequest request;
  private final Duration timeout;
  private final ObjectMapper json;
  private final InstantSource clock;
  private @Nullable String value;
  private Instant until = Instant.MIN;

  ReaderToken(
      HttpClient http,
      URI tokenUrl,
      String clientId,
      String clientSecret,
      Duration timeout,
      ObjectMapper json,
      InstantSource clock) {
    this.http = http;
    this.timeout = timeout;
    this.json = json;
    this.clock = clock;
    String form =
        "grant_type=client_credentials&client_id="
            + URLEncoder.encode(clientId, StandardCharsets.UTF_8)
            + "&client_secret="
            + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
    this.request =
        HttpRequest.newBuilder(tokenUrl)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
  }

  /**
   * @throws NotAnswered when there is none to be had
   */
  String value() throws IOException, InterruptedException {
    @Nullable String known = value;
    if (known != null && clock.instant().isBefore(until)) {
      return known;
    }
    HttpResponse<byte[]> response = WholeAnswer.of(http, request, timeout);
    if (response.statusCode() != 200) {
      throw new NotAnswered("token endpoint answered " + response.statusCode());
    }
    JsonNode answer = json.readTree(response.body());
    String fresh = answer.path("access_token").asText("");
    value = fresh;
    until = clock.instant().plusSeconds(answer.path("expires_in").asLong(0)).minus(MARGIN);
    return fresh;
  }

  /** After it was refused. */
  void forget() {
    value = null;
  }
}
