package jp.meishigura.audit.publish.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.witness.Submission;
import jp.meishigura.audit.domain.witness.Witness;
import jp.meishigura.platform.service.WholeAnswer;

/** A witness over HTTP, who may answer whatever it likes: briefly, or it is not heard. */
final class HttpWitness implements Witness {

  /** A hundred cosignatures fit in, sixteen of them post-quantum ones. */
  private static final int LIMIT = 128 * 1024;

  private static final String SIZE = "text/x.tlog.size";
  private static final Pattern SIZE_BODY = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final HttpClient http;
  private final URI url;
  private final Duration timeout;

  /**
   * @param prefix the submission prefix
   */
  HttpWitness(HttpClient http, URI prefix, Duration timeout) {
    this.http = http;
    this.url = URI.create(prefix.toString().replaceFirst("/*$", "") + "/add-checkpoint");
    this.timeout = timeout;
  }

  /** Does not follow anybody anywhere: a redirect is an answer like others. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public Answer add(Submission submission) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(submission.text(), UTF_8))
            .build();
    try {
      return read(
          WholeAnswer.of(
              http, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LIMIT), timeout));
    } catch (IOException e) {
      return new Answer.Nothing(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Nothing("interrupted");
    }
  }

  private static Answer read(HttpResponse<byte[]> response) throws CharacterCodingException {
    int status = response.statusCode();
    if (status != 200 && status != 409) {
      return new Answer.Refused(status);
    }
    String body = UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
    if (status == 200) {
      return new Answer.Cosigned(body);
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    return type.startsWith(SIZE) && SIZE_BODY.matcher(body).matches()
        ? new Answer.Knows(Long.parseLong(body.strip()))
        : new Answer.Refused(status);
  }
}
