package jp.meishigura.verifier.tile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** A log over HTTP or HTTPS. Redirects are not followed: a log is where its prefix says. */
public final class HttpSource implements LogSource, AutoCloseable {
  /** How long one resource may take, from the first byte sent to the last received. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int PARALLEL = 16;
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int OK = 200;
  private static final Set<Integer> NOT_THERE = Set.of(404, 410);

  private final String prefix;
  private final Duration patience;
  private final HttpClient client;

  /**
   * A log at this prefix.
   *
   * @throws IllegalArgumentException when it is neither http nor https, or has a query
   */
  public HttpSource(URI prefix) {
    this(prefix, PATIENCE);
  }

  /** The same with another patience. */
  public HttpSource(URI prefix, Duration patience) {
    if (!("http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme()))
        || prefix.getHost() == null
        || prefix.getRawQuery() != null
        || prefix.getRawFragment() != null) {
      throw new IllegalArgumentException("not a log's http or https prefix: " + prefix);
    }
    String text = prefix.toString();
    this.prefix = text.endsWith("/") ? text : text + '/';
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Optional<byte[]> read(String path, int limit) throws Refused {
    for (int attempt = 1; ; attempt++) {
      try {
        return readOnce(path, limit);
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw new Refused(Failure.UNREACHABLE, prefix + path + ": " + e.getMessage());
        }
        pause();
      }
    }
  }

  private Optional<byte[]> readOnce(String path, int limit) throws IOException, Refused {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(prefix + path))
            .header("Accept-Encoding", "gzip, identity")
            .timeout(patience)
            .build();
    // Compressed, a body that cannot be compressed is a little longer.
    int raw = limit + limit / 1024 + 1024;
    HttpResponse<byte[]> response =
        await(client.sendAsync(request, headers -> new LimitedBody(raw)));
    if (NOT_THERE.contains(response.statusCode())) {
      return Optional.empty();
    }
    if (response.statusCode() != OK) {
      throw new IOException("HTTP status " + response.statusCode());
    }
    byte[] body = plain(response, limit);
    if (body.length > limit) {
      throw new Refused(Failure.MALFORMED, path + " is longer than " + limit + " bytes");
    }
    return Optional.of(body);
  }

  private static byte[] plain(HttpResponse<byte[]> response, int limit) throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding) {
      case "identity" -> response.body();
      case "gzip" -> {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
          yield in.readNBytes(limit + 1);
        }
      }
      default -> throw new IOException("a content encoding that was not asked for");
    };
  }

  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      // Some of the client's exceptions have no message, and a person must be told something.
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void pause() throws Refused {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(Failure.UNREACHABLE, "interrupted");
    }
  }

  @Override
  public int parallelReads() {
    return PARALLEL;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
