package jp.meishigura.consent.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import jp.meishigura.platform.testing.Stand;
import org.jspecify.annotations.Nullable;

/** The line to the stand's mail server, which can be cut, or end at a server that refuses. */
public class SmtpSwitch implements QuarkusTestResourceLifecycleManager {

  private int port;
  private int behind;
  private final Set<Socket> lines = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile CountDownLatch silence = new CountDownLatch(0);
  private @Nullable ServerSocket door;

  @Override
  public int order() {
    return 10;
  }

  @Override
  public Map<String, String> start() {
    behind = Integer.parseInt(Stand.get().property("smtp.port"));
    open(0);
    return Map.of("quarkus.mailer.port", Integer.toString(port));
  }

  @Override
  public void stop() {
    cut();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(SmtpSwitch.class));
  }

  /** Nobody listens any more, and whoever was talking is cut off. */
  public void cut() {
    hangUp();
    if (door != null) {
      try {
        door.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      door = null;
    }
  }

  /** Lines are taken and nobody speaks, until {@link #mend}. */
  public void hold() {
    silence = new CountDownLatch(1);
  }

  /** The mail server can be reached again. */
  public void mend() {
    silence.countDown();
    if (refusing) {
      refusing = false;
      hangUp();
    }
    if (door == null) {
      open(port);
    }
  }

  /** Every recipient is refused for good, in words that quote the address. */
  public void refuse() {
    refusing = true;
    hangUp();
  }

  /** The mailer keeps its connections open for the next mail. */
  private void hangUp() {
    for (Socket line : lines) {
      try {
        line.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void open(int wanted) {
    try {
      ServerSocket listening = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
      door = listening;
      port = listening.getLocalPort();
      Thread.ofVirtual().start(() -> accept(listening));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    lines.add(client);
    try (client) {
      silence.await();
      if (refusing) {
        talk(client);
        return;
      }
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        Thread back = Thread.ofVirtual().start(() -> copy(server, client));
        copy(client, server);
        back.join();
      }
    } catch (IOException e) {
      // the line was cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lines.remove(client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // the line was cut
    }
  }

  private static void talk(Socket client) throws IOException {
    say(client, "220 refusing.test");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    String line = in.readLine();
    while (line != null) {
      String verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("RCPT")) {
        say(client, "550 5.1.1 " + line.substring(8) + " user unknown");
      } else if (verb.startsWith("QUIT")) {
        say(client, "221 bye");
        return;
      } else {
        say(client, "250 fine");
      }
      line = in.readLine();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
  }
}
