package jp.meishigura.audit.detect.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A tenant's receiver of findings, with the moods that such things have. */
final class Receiver implements AutoCloseable {

  /** What came. */
  record Post(String finding, String timestamp, String signature, byte[] body) {}

  private final HttpServer server;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  volatile int status = 204;
  volatile long slowMillis;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", this::take);
    server.createContext(
        "/elsewhere",
        exchange -> {
          throw new AssertionError("followed a redirect");
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  List<Post> posts() {
    return posts;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    posts.add(
        new Post(
            exchange.getRequestHeaders().getFirst("Meishigura-Finding"),
            exchange.getRequestHeaders().getFirst("Meishigura-Timestamp"),
            exchange.getRequestHeaders().getFirst("Meishigura-Signature"),
            body));
    try {
      Thread.sleep(slowMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
