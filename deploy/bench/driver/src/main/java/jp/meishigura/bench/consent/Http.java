package jp.meishigura.bench.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import jp.meishigura.local.LaunchException;

/** One request after the other, each with the answer it must have. */
final class Http implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * Sends it.
   *
   * @throws LaunchException when the status is none of the expected ones
   */
  HttpResponse<String> send(HttpRequest request, int... expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (Arrays.stream(expected).noneMatch(status -> status == answer.statusCode())) {
      // Without the path: it may be a consent link.
      throw new LaunchException(
          request.method()
              + " to "
              + request.uri().getAuthority()
              + " was answered with "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return answer;
  }

  JsonNode json(HttpRequest request, int expected) throws IOException, InterruptedException {
    return JSON.readTree(send(request, expected).body());
  }

  @Override
  public void close() {
    client.close();
  }
}
