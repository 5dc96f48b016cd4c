package jp.meishigura.audit.outlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of RFC 5425, strict: lengths in octets, messages as RFC 5424 has them. It can be told
 * to read nothing for a while, or to break a connection in the midst of a message.
 */
public final class SyslogReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern MESSAGE =
      Pattern.compile(
          "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z)"
              + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
              + " \\[meishigura@32473((?: [a-z]+=\"[^\"\\\\\\]]*\")+)] (\\{.*})",
          Pattern.DOTALL);

  private static final Pattern PARAMETER = Pattern.compile(" ([a-z]+)=\"([^\"]*)\"");

  /**
   * @param octets the message without its frame
   */
  public record Message(
      byte[] octets,
      int priority,
      String hostname,
      String id,
      long leaf,
      @Nullable Long previous,
      String tenant,
      JsonNode event) {}

  private final ServerSocket server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final AtomicLong breakAfter = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean reading = true;

  /**
   * @param port 0 for any
   * @param clients whose certificates clients must have; null where none is asked for
   */
  public SyslogReceiver(
      int port, TestCertificates.Identity own, TestCertificates.@Nullable Identity clients)
      throws IOException {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own.store(), own.password());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(clients == null ? own.store() : clients.store());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      SSLServerSocket socket =
          (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
      socket.setNeedClientAuth(clients != null);
      socket.setReuseAddress(true);
      // Small, so that a sender notices soon that nobody reads.
      socket.setReceiveBufferSize(16 * 1024);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server = socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    Thread.ofPlatform().name("syslog-receiver").daemon().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public List<Message> messages() {
    return messages;
  }

  /** What was no message in a frame, as this side sees it. */
  public List<String> faults() {
    return faults;
  }

  public int connections() {
    return connections.size();
  }

  public void pause() {
    reading = false;
  }

  public void goOn() {
    reading = true;
  }

  /**
   * Breaks the connection that reads this many octets from now on, in their midst, without a word.
   */
  public void breakAfter(long octets) {
    breakAfter.set(octets);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket connection = (SSLSocket) server.accept();
        Thread.ofPlatform().name("syslog-connection").daemon().start(() -> serve(connection));
      } catch (IOException e) {
        // Closed, or a handshake that was not one.
      }
    }
  }

  private void serve(SSLSocket connection) {
    try (connection) {
      connection.startHandshake();
      connections.add(connection);
      InputStream in = new BufferedInputStream(counted(connection));
      while (true) {
        byte[] octets = frame(in);
        messages.add(parse(octets));
      }
    } catch (EOFException e) {
      // Between two frames: an orderly end.
    } catch (IOException e) {
      if (e instanceof NotAFrame) {
        faults.add(e.getMessage());
      }
    }
  }

  private static final class NotAFrame extends IOException {
    private static final long serialVersionUID = 1L;

    NotAFrame(String why) {
      super(why);
    }
  }

  private InputStream counted(SSLSocket connection) throws IOException {
    InputStream in = connection.getInputStream();
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        while (!reading && !server.isClosed()) {
          sleep();
        }
        long left = breakAfter.get();
        if (left <= 0) {
          breakAfter.set(Long.MAX_VALUE);
          // A reset, as of a process that was killed: what lies in buffers is gone.
          connection.setSoLinger(true, 0);
          connection.close();
          throw new IOException("broken");
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        if (left != Long.MAX_VALUE) {
          breakAfter.addAndGet(-read);
        }
        return read;
      }
    };
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** RFC 5425 §4.3: MSG-LEN is octets, without a leading zero; then one space. */
  private static byte[] frame(InputStream in) throws IOException {
    int digit = in.read();
    if (digit < 0) {
      throw new EOFException();
    }
    if (digit < '1' || digit > '9') {
      throw new NotAFrame("a length begins with " + digit);
    }
    long length = 0;
    while (digit >= '0' && digit <= '9') {
      length = length * 10 + digit - '0';
      digit = in.read();
    }
    if (digit != ' ') {
      throw new NotAFrame("after a length comes " + digit);
    }
    byte[] octets = in.readNBytes(Math.toIntExact(length));
    if (octets.length < length) {
      throw new IOException("cut off");
    }
    return octets;
  }

  private static Message parse(byte[] octets) throws IOException {
    String text =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(octets))
            .toString();
    Matcher message = MESSAGE.matcher(text);
    if (!message.matches()) {
      throw new NotAFrame("not RFC 5424: " + text.substring(0, Math.min(80, text.length())));
    }
    long leaf = -1;
    Long previous = null;
    String tenant = "";
    Matcher parameter = PARAMETER.matcher(message.group(7));
    while (parameter.find()) {
      switch (parameter.group(1)) {
        case "leaf" -> leaf = Long.parseLong(parameter.group(2));
        case "previous" -> previous = Long.valueOf(parameter.group(2));
        case "tenant" -> tenant = parameter.group(2);
        default -> {}
      }
    }
    return new Message(
        octets,
        Integer.parseInt(message.group(1)),
        message.group(3),
        message.group(6),
        leaf,
        previous,
        tenant,
        JSON.readTree(message.group(8)));
  }
}
