package jp.meishigura.gateway.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from the gateway to the real server, so that a test can take the server away from this
 * gateway alone: every byte passes here.
 */
public final class VaultRoad implements AutoCloseable {

  /** What it carries leaves traces in arrays of this length. */
  public static final int BUFFER = 8192;

  private enum State {
    OPEN,
    /** Connections are taken and nothing is ever answered, as by a stopped process. */
    SILENT,
    /** Connections are cut at once, as by a dead process. */
    CUT,
    /** Answers come, later than anybody waits for them. */
    SLOW,
    /** Answers end in their middle, and the connection with them. */
    TORN,
    /** Answers stop before their last bytes, and the connection stays. */
    STALLED,
    /** Every request is answered by what the test said, as by a broken proxy in between. */
    FOREIGN
  }

  private static final Duration LATE = Duration.ofSeconds(4);
  private static final int TORN_AFTER = 40;
  private static final int HELD_BACK = 5;

  private final InetSocketAddress target;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger arrivals = new AtomicInteger();
  private volatile State state = State.OPEN;
  private volatile String foreign = "";

  VaultRoad(String host, int port) {
    this.target = new InetSocketAddress(host, port);
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  public void open() {
    become(State.OPEN);
  }

  public void silence() {
    become(State.SILENT);
  }

  public void cut() {
    become(State.CUT);
  }

  public void slow() {
    become(State.SLOW);
  }

  public void tear() {
    become(State.TORN);
  }

  public void stall() {
    become(State.STALLED);
  }

  /** Answers everything with this body and status 200. */
  public void answer(String body) {
    foreign = body;
    become(State.FOREIGN);
  }

  /** How many times the gateway has sent something on the road. */
  public int arrivals() {
    return arrivals.get();
  }

  private void become(State next) {
    state = next;
    sockets.forEach(VaultRoad::shut);
    sockets.clear();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        sockets.add(near);
        switch (state) {
          case CUT -> shut(near);
          case SILENT -> arrivals.incrementAndGet();
          case FOREIGN -> Thread.ofVirtual().start(() -> answerForeign(near));
          case OPEN, SLOW, TORN, STALLED -> {
            Socket far = new Socket();
            sockets.add(far);
            far.connect(target);
            Thread.ofVirtual().start(() -> carry(near, far, true));
            Thread.ofVirtual().start(() -> carry(far, near, false));
          }
        }
      } catch (IOException e) {
        // the door was closed, or one connection failed: the next one may not
      }
    }
  }

  private void carry(Socket from, Socket to, boolean counted) {
    byte[] some = new byte[BUFFER];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        if (counted) {
          arrivals.incrementAndGet();
        }
        State now = state;
        if (!counted && now == State.SLOW) {
          Thread.sleep(LATE);
        }
        if (!counted && now == State.STALLED) {
          out.write(some, 0, Math.max(0, read - HELD_BACK));
          out.flush();
          in.transferTo(OutputStream.nullOutputStream());
          return;
        }
        int length = !counted && now == State.TORN ? Math.min(read, TORN_AFTER) : read;
        out.write(some, 0, length);
        out.flush();
        if (length < read) {
          return;
        }
      }
    } catch (IOException e) {
      // cut
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerForeign(Socket near) {
    try (near;
        InputStream in = near.getInputStream();
        OutputStream out = near.getOutputStream()) {
      if (in.read(new byte[BUFFER]) > 0) {
        arrivals.incrementAndGet();
        String answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: "
                + foreign.length()
                + "\r\n\r\n"
                + foreign;
        out.write(answer.getBytes(US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // cut
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // already gone
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    become(State.CUT);
  }
}
