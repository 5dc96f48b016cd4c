package jp.meishigura.verifier.testlog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** Serves a folder as a log is served, and misbehaves where it is told to. */
public final class LogServer implements AutoCloseable {
  private final HttpServer server;
  private final Path folder;
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private volatile boolean gzip;
  private volatile long pauseMillis;

  public LogServer(Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/log/", this::answer);
    server.start();
  }

  public URI prefix() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/log");
  }

  /** Compresses bundles, asked or not. */
  public LogServer compressing() {
    gzip = true;
    return this;
  }

  /** Answers that path with that status. */
  public LogServer answering(String path, int status) {
    statuses.put(path, status);
    return this;
  }

  /** Takes so long in the midst of each body. */
  public LogServer pausing(long millis) {
    pauseMillis = millis;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/log/".length());
      Path file = folder.resolve(path);
      int status = statuses.getOrDefault(path, Files.isRegularFile(file) ? 200 : 404);
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] body = Files.readAllBytes(file);
      if (gzip && path.contains("/entries/")) {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        body = compressed(body);
      }
      exchange.sendResponseHeaders(200, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        int first = pauseMillis > 0 ? body.length / 2 : body.length;
        out.write(body, 0, first);
        out.flush();
        Thread.sleep(pauseMillis);
        out.write(body, first, body.length - first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] compressed(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
