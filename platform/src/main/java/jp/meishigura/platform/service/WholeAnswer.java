package jp.meishigura.platform.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP calls that end. {@link HttpRequest.Builder#timeout} covers an answer up to its headers (JDK
 * 25): a server that stops in the midst of the body would hold its caller for ever.
 */
public final class WholeAnswer {
  private WholeAnswer() {}

  /**
   * The answer, when its last byte has come within this time.
   *
   * @throws HttpTimeoutException when it has not
   */
  public static HttpResponse<byte[]> of(HttpClient http, HttpRequest request, Duration within)
      throws IOException, InterruptedException {
    return of(http, request, HttpResponse.BodyHandlers.ofByteArray(), within);
  }

  /** The same for a body of another kind. */
  public static <T> HttpResponse<T> of(
      HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration within)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
    try {
      return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      // Closes the connection of an answer that nobody waits for any more.
      answer.cancel(true);
    }
  }
}
