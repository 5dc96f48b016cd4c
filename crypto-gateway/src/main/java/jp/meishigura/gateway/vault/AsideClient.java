package jp.meishigura.gateway.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The client for one request whose secrets the driver is not to see. */
final class AsideClient extends PatientClient {

  private final Aside aside;

  private record Head(int statusCode, HttpHeaders headers, HttpClient.Version version)
      implements HttpResponse.ResponseInfo {}

  /** An answer as it came, with a body that the driver may see. */
  private record Emptied<T>(HttpResponse<byte[]> answer, T body) implements HttpResponse<T> {

    @Override
    public int statusCode() {
      return answer.statusCode();
    }

    @Override
    public HttpRequest request() {
      return answer.request();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return answer.headers();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return answer.sslSession();
    }

    @Override
    public URI uri() {
      return answer.uri();
    }

    @Override
    public HttpClient.Version version() {
      return answer.version();
    }
  }

  /** A body as it is: the JDK's publisher of an array sends a copy, which nobody zeroes. */
  private record Uncopied(byte[] body) implements HttpRequest.BodyPublisher {

    @Override
    public long contentLength() {
      return body.length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> reader) {
      reader.onSubscribe(new AllAtOnce<>(reader, ByteBuffer.wrap(body)));
    }
  }

  /** Hands over what is there already, when it is asked for. */
  private static final class AllAtOnce<T> implements Flow.Subscription {

    private final Flow.Subscriber<? super T> reader;
    private @Nullable T whole;

    AllAtOnce(Flow.Subscriber<? super T> reader, T whole) {
      this.reader = reader;
      this.whole = whole;
    }

    @Override
    public void request(long wanted) {
      T once = whole;
      whole = null;
      if (once != null) {
        reader.onNext(once);
        reader.onComplete();
      }
    }

    @Override
    public void cancel() {
      whole = null;
    }
  }

  AsideClient(HttpClient http, Duration patience, Aside aside) {
    super(http, patience);
    this.aside = aside;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    byte[] filled = aside.filled(bytes(request));
    try {
      HttpResponse<byte[]> answer =
          super.send(carrying(request, filled), HttpResponse.BodyHandlers.ofByteArray());
      return new Emptied<>(answer, read(answer, body, aside.emptied(answer.body())));
    } finally {
      Arrays.fill(filled, (byte) 0);
    }
  }

  private static HttpRequest carrying(HttpRequest request, byte[] body) {
    return HttpRequest.newBuilder(request, (_, _) -> true)
        .method(request.method(), new Uncopied(body))
        .build();
  }

  /** What the driver wants to send: it is in memory, so that nobody waits. */
  private static byte[] bytes(HttpRequest request) {
    HttpResponse.BodySubscriber<byte[]> collected = HttpResponse.BodySubscribers.ofByteArray();
    request
        .bodyPublisher()
        .orElse(HttpRequest.BodyPublishers.noBody())
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                collected.onSubscribe(subscription);
              }

              @Override
              public void onNext(ByteBuffer part) {
                collected.onNext(List.of(part));
              }

              @Override
              public void onError(Throwable failure) {
                collected.onError(failure);
              }

              @Override
              public void onComplete() {
                collected.onComplete();
              }
            });
    return collected.getBody().toCompletableFuture().join();
  }

  private static <T> T read(
      HttpResponse<byte[]> answer, HttpResponse.BodyHandler<T> wanted, byte[] body) {
    HttpResponse.BodySubscriber<T> reader =
        wanted.apply(new Head(answer.statusCode(), answer.headers(), answer.version()));
    reader.onSubscribe(new AllAtOnce<>(reader, List.of(ByteBuffer.wrap(body))));
    return reader.getBody().toCompletableFuture().join();
  }
}
