package jp.meishigura.audit.outlet.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jp.meishigura.audit.outlet.OutletsConfig;

/**
 * A connection to a receiver. Syslog answers nothing; all that can be known is that the connection
 * is still there. Two threads watch: one reads, and learns at once when the receiver closes; one
 * breaks the connection when the receiver takes nothing for too long.
 */
final class TlsConnection {

  /** What lies in this side's buffer is lost with the connection: the smaller, the less. */
  private static final int SEND_BUFFER = 64 * 1024;

  private static final Duration WATCH = Duration.ofMillis(500);

  private final Socket plain;
  private final SSLSocket tls;
  private final Duration sendTimeout;
  private volatile boolean broken;

  /** When the write that is under way began; 0 while there is none. */
  private volatile long writingSince;

  private TlsConnection(Socket plain, SSLSocket tls, Duration sendTimeout) {
    this.plain = plain;
    this.tls = tls;
    this.sendTimeout = sendTimeout;
  }

  /** A connection to the receiver that has the name, by a certificate of a trusted authority. */
  static TlsConnection to(OutletsConfig.Syslog config) throws IOException {
    int patience = Math.toIntExact(config.connectTimeout().toMillis());
    Socket plain = new Socket();
    try {
      plain.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      plain.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      plain.setOption(StandardSocketOptions.TCP_NODELAY, true);
      plain.connect(new InetSocketAddress(config.host(), config.port()), patience);
      plain.setSoTimeout(patience);
      SSLSocket tls =
          (SSLSocket)
              Credentials.context(config)
                  .getSocketFactory()
                  .createSocket(plain, config.host(), config.port(), true);
      SSLParameters parameters = tls.getSSLParameters();
      // Without it any certificate of the authority would do, whoever it is for.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      plain.setSoTimeout(0);
      TlsConnection connection = new TlsConnection(plain, tls, config.sendTimeout());
      Thread.ofVirtual().name("syslog-reads").start(connection::read);
      Thread.ofVirtual().name("syslog-watches").start(connection::watch);
      return connection;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  void write(byte[] frames) throws IOException {
    check();
    writingSince = System.nanoTime();
    try {
      tls.getOutputStream().write(frames);
      tls.getOutputStream().flush();
    } catch (IOException e) {
      abort();
      throw e;
    } finally {
      writingSince = 0;
    }
  }

  void check() throws IOException {
    if (broken) {
      throw new IOException("the receiver has closed, or takes nothing");
    }
  }

  /** With a close_notify, as RFC 5425 §4.4 asks for; not while a write is under way. */
  void close() {
    try {
      if (!broken) {
        tls.close();
      }
    } catch (IOException e) {
      // It ends below.
    }
    abort();
  }

  /** The plain socket: closing the other one would wait for the write that is to be broken. */
  void abort() {
    broken = true;
    try {
      plain.close();
    } catch (IOException e) {
      // Then it is closed already.
    }
  }

  private void read() {
    try {
      InputStream answers = tls.getInputStream();
      while (answers.read() >= 0) {
        // RFC 5425 has no answers.
      }
    } catch (IOException e) {
      // Told to whoever sends next.
    }
    abort();
  }

  private void watch() {
    while (!broken) {
      long since = writingSince;
      if (since != 0 && System.nanoTime() - since > sendTimeout.toNanos()) {
        abort();
      }
      try {
        Thread.sleep(WATCH);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
