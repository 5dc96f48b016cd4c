package jp.meishigura.platform.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {

  private static final Duration BRIEF = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

  /** Sends this, and then nothing more until the client hangs up. */
  private static final class Server implements AutoCloseable {
    private final ServerSocket socket;
    private final CountDownLatch hungUp = new CountDownLatch(1);

    private Server(String answer) throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      var _ = Thread.ofPlatform().daemon().start(() -> serve(answer));
    }

    private void serve(String answer) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write(answer.getBytes(US_ASCII));
        client.getOutputStream().flush();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // A client's other way of hanging up.
      } finally {
        hungUp.countDown();
      }
    }

    private HttpRequest request() {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"))
          .build();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void an_answer_that_stops_in_the_midst_of_its_body_is_given_up() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (Server server = new Server(HEAD + "ab")) {
      assertThatThrownBy(() -> WholeAnswer.of(http, server.request(), BRIEF))
          .isInstanceOf(HttpTimeoutException.class);
      assertThat(server.hungUp.await(10, TimeUnit.SECONDS)).as("its connection too").isTrue();
    } finally {
      http.shutdownNow();
    }
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (Server server = new Server("")) {
      assertThatThrownBy(() -> WholeAnswer.of(http, server.request(), BRIEF))
          .isInstanceOf(HttpTimeoutException.class);
    } finally {
      http.shutdownNow();
    }
  }

  @Test
  void a_whole_answer_is_given() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    try (Server server = new Server(HEAD + "abcd")) {
      assertThat(WholeAnswer.of(http, server.request(), LONG).body())
          .isEqualTo("abcd".getBytes(US_ASCII));
    } finally {
      http.shutdownNow();
    }
  }

  @Test
  void what_broke_is_told_as_it_is() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nobody + "/")).build();
    HttpClient http = HttpClient.newHttpClient();
    try {
      assertThatThrownBy(() -> WholeAnswer.of(http, request, LONG))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(HttpTimeoutException.class);
    } finally {
      http.shutdownNow();
    }
  }
}
