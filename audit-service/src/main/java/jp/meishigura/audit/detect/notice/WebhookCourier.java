package jp.meishigura.audit.detect.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import jp.meishigura.audit.domain.outlet.ChainedEntry;
import jp.meishigura.audit.domain.outlet.SiemFormat;
import jp.meishigura.audit.format.SiemJson;
import jp.meishigura.platform.service.WholeAnswer;

/** Posts the finding's OCSF event. */
final class WebhookCourier implements Courier {

  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int SHORTEST_SECRET = 32;
  private static final int ANSWER = 64 * 1024;

  private final HttpClient http;
  private final URI url;
  private final Path secretFile;
  private final Duration timeout;
  private final SiemJson json;
  private final Clock clock;

  /**
   * @throws IllegalStateException when findings must not go there, or without a secret
   */
  WebhookCourier(
      HttpClient http, NoticeConfig.Webhook webhook, Duration timeout, SiemJson json, Clock clock) {
    this.http = http;
    this.url = checked(webhook.url());
    this.secretFile = webhook.secretFile();
    this.timeout = timeout;
    this.json = json;
    this.clock = clock;
    byte[] _ = secret();
  }

  /** A redirect is no answer: it would take the finding to where nobody said. */
  static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeout)
        .build();
  }

  private static URI checked(URI url) {
    boolean plainHere = "http".equals(url.getScheme()) && HERE.contains(url.getHost());
    if (url.getHost() == null
        || url.getUserInfo() != null
        || !("https".equals(url.getScheme()) || plainHere)) {
      throw new IllegalStateException(
          "A webhook's url must begin with https:// and a host, without a password in it;"
              + " http:// is for this machine alone.");
    }
    return url;
  }

  private byte[] secret() {
    try {
      byte[] secret = Files.readString(secretFile).strip().getBytes(UTF_8);
      if (secret.length >= SHORTEST_SECRET) {
        return secret;
      }
    } catch (IOException e) {
      // told below
    }
    throw new IllegalStateException(
        "A webhook's secret-file must be readable and hold at least 32 bytes.");
  }

  @Override
  public String to() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  @Override
  public void deliver(UUID finding, ChainedEntry entry) throws NotTaken, InterruptedException {
    byte[] body = json.write(entry, SiemFormat.ocsf);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Meishigura-Finding", finding.toString())
            .header("Meishigura-Timestamp", timestamp)
            .header("Meishigura-Signature", Signature.of(secret(), timestamp, body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> answer =
          WholeAnswer.of(
              http, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER), timeout);
      if (answer.statusCode() / 100 != 2) {
        throw new NotTaken("status " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new NotTaken(e.getClass().getSimpleName());
    }
  }
}
