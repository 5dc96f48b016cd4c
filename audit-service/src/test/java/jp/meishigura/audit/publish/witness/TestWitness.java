package jp.meishigura.audit.publish.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.checkpoint.Checkpoint;
import jp.meishigura.verifier.checkpoint.CheckpointVerifier;
import jp.meishigura.verifier.checkpoint.ConsistencyProof;
import jp.meishigura.verifier.checkpoint.Witnesses;
import jp.meishigura.verifier.merkle.ConsistencyVerifier;
import jp.meishigura.verifier.merkle.TreeHead;
import jp.meishigura.verifier.note.KeyKind;
import jp.meishigura.verifier.note.NoteKey;
import jp.meishigura.verifier.note.SignedNote;
import org.jspecify.annotations.Nullable;

/**
 * A witness (C2SP tlog-witness) on loopback with a key of its own, which checks what it is sent
 * with the verifier's code and none of this service's; and does whatever mischief it is told to.
 */
final class TestWitness implements AutoCloseable {

  private static final int HUGE = 100 * 1024 * 1024;
  private static final byte[] PIECE = new byte[64 * 1024];
  private static final int MOST_SECONDS_SILENT = 20;
  private static final int A_DAY = 86_400;

  private final String name;
  private final KeyPair pair = pair();
  private final KeyPair otherPair = pair();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Mischief mischief = Mischief.NONE;
  private volatile URI elsewhere = URI.create("http://127.0.0.1:1/");
  private @Nullable String logKey;
  private @Nullable TreeHead seen;

  TestWitness(String name) {
    this.name = name;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
  }

  String vkey() {
    byte[] typed = typed(pair);
    return name
        + '+'
        + HexFormat.of().formatHex(id(name, typed))
        + '+'
        + Base64.getEncoder().encodeToString(typed);
  }

  synchronized void watches(String vkey) {
    logKey = vkey;
  }

  void does(Mischief what) {
    mischief = what;
  }

  void redirectsTo(URI place) {
    elsewhere = place;
  }

  int requests() {
    return requests.get();
  }

  /** Its memory is gone, or somebody has given it another one. */
  synchronized void remembers(@Nullable TreeHead head) {
    seen = head;
  }

  synchronized @Nullable TreeHead remembered() {
    return seen;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestURI().getPath().equals("/w/add-checkpoint")
          || !exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Mischief now = mischief;
      requests.incrementAndGet();
      answer(exchange, body, now);
    }
  }

  private void answer(HttpExchange exchange, byte[] body, Mischief now) throws IOException {
    switch (now) {
      case SILENT -> silence();
      case HANGS_UP -> {
        // Closed without a word.
      }
      case STUCK_AFTER_THE_HEADERS -> {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().flush();
        silence();
      }
      case A_HUNDRED_MEGABYTES -> flood(exchange, 200, HUGE);
      case CONFLICTS_AT_LENGTH -> {
        exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
        flood(exchange, 409, HUGE);
      }
      case ENDLESS -> flood(exchange, 200, 0);
      case REDIRECTS -> redirect(exchange, 302);
      case REDIRECTS_AND_KEEPS_THE_METHOD -> redirect(exchange, 307);
      case CONFLICTS -> conflict(exchange, Integer.toString(requests.get() % 2));
      case CONFLICTS_FROM_THE_FUTURE -> conflict(exchange, "100000000000000000");
      case CONFLICTS_WITH_GARBAGE -> conflict(exchange, "-1");
      case CONFLICTS_UNTYPED -> send(exchange, 409, "text/plain", "0\n".getBytes(UTF_8));
      case FORBIDS -> send(exchange, 403, "text/plain", new byte[] {'n', 'o'});
      case FAILS -> send(exchange, 500, "text/html", "<script>".getBytes(UTF_8));
      default -> {
        try {
          add(exchange, body, now);
        } catch (Refused e) {
          int status = e.failure() == Failure.MALFORMED ? 400 : 403;
          send(exchange, status, "text/plain", e.failure().slug().getBytes(UTF_8));
        }
      }
    }
  }

  private synchronized void add(HttpExchange exchange, byte[] body, Mischief now)
      throws IOException, Refused {
    ConsistencyProof proof = ConsistencyProof.parse(body);
    SignedNote note = SignedNote.parse(proof.checkpoint());
    Checkpoint checkpoint = Checkpoint.of(note);
    String key = logKey;
    if (key == null || !key.startsWith(checkpoint.origin() + "+")) {
      send(exchange, 404, "text/plain", "unknown log".getBytes(UTF_8));
      return;
    }
    new CheckpointVerifier(List.of(NoteKey.parse(key, KeyKind.LOG)), Witnesses.NONE)
        .verify(proof.checkpoint());
    TreeHead before = seen;
    if (proof.oldSize() != (before == null ? 0 : before.size())) {
      conflict(exchange, Long.toString(before == null ? 0 : before.size()));
      return;
    }
    if (before == null ? !proof.hashes().isEmpty() : !continues(before, checkpoint, proof)) {
      send(exchange, 422, "text/plain", "no".getBytes(UTF_8));
      return;
    }
    seen = checkpoint.head();
    byte[] answer = lines(text(proof.checkpoint()), now);
    send(exchange, 200, "text/plain", answer);
  }

  private static boolean continues(TreeHead before, Checkpoint now, ConsistencyProof proof) {
    try {
      new ConsistencyVerifier().verify(before, now.head(), proof.hashes());
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  private static String text(byte[] note) {
    String whole = new String(note, UTF_8);
    return whole.substring(0, whole.lastIndexOf("\n\n") + 1);
  }

  private byte[] lines(String text, Mischief now) {
    long time = Instant.now().getEpochSecond();
    String good = line(pair, text, time);
    String lines =
        switch (now) {
          case ANOTHER_ROOT -> line(pair, anotherRoot(text), time);
          case ANOTHER_KEY -> line(otherPair, text, time);
          case A_STRANGERS -> strangers(text, time);
          case YESTERDAYS -> line(pair, text, time - A_DAY);
          case TOMORROWS -> line(pair, text, time + A_DAY);
          case WITHOUT_TIME -> line(name, id(name, typed(pair)), ed25519(pair, text));
          case A_GOOD_LINE_AND_GARBAGE -> good + "and this\n";
          case A_GOOD_LINE_AND_A_WRONG_ONE -> good + line(otherPair, text, time);
          case GARBAGE -> "\u2014 \u2014 \u2014\n\n\n— x\n";
          case NOTHING_IN_IT -> "";
          default -> strangers(text, time) + good;
        };
    return now == Mischief.NO_TEXT
        ? new byte[] {(byte) 0xff, (byte) 0xfe, 0}
        : lines.getBytes(UTF_8);
  }

  private static String anotherRoot(String text) {
    String[] lines = text.split("\n", -1);
    return lines[0]
        + "\n"
        + lines[1]
        + "\n"
        + Base64.getEncoder().encodeToString(new byte[32])
        + "\n";
  }

  /** What another witness behind the same address might say: to be passed over. */
  private String strangers(String text, long time) {
    String other = "witness.test.example/stranger";
    return line(other, id(other, typed(otherPair)), timed(otherPair, text, time));
  }

  private String line(KeyPair signer, String text, long time) {
    return line(name, id(name, typed(pair)), timed(signer, text, time));
  }

  private static String line(String name, byte[] id, byte[] signature) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(id);
    both.writeBytes(signature);
    return "\u2014 " + name + ' ' + Base64.getEncoder().encodeToString(both.toByteArray()) + '\n';
  }

  private static byte[] timed(KeyPair signer, String text, long time) {
    byte[] signature = ed25519(signer, "cosignature/v1\ntime " + time + "\n" + text);
    return ByteBuffer.allocate(8 + signature.length).putLong(time).put(signature).array();
  }

  private static byte[] ed25519(KeyPair signer, String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] typed(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
    typed[0] = 4;
    return typed;
  }

  private static byte[] id(String name, byte[] typed) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + '\n').getBytes(UTF_8));
      return Arrays.copyOf(sha256.digest(typed), 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void redirect(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Location", elsewhere + "/add-checkpoint");
    exchange.sendResponseHeaders(status, -1);
  }

  private static void conflict(HttpExchange exchange, String size) throws IOException {
    send(exchange, 409, "text/x.tlog.size", (size + "\n").getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /**
   * @param length 0 for as long as somebody listens
   */
  private void flood(HttpExchange exchange, int status, int length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    OutputStream out = exchange.getResponseBody();
    for (long sent = 0; length == 0 ? closed.getCount() > 0 : sent < length; sent += PIECE.length) {
      out.write(PIECE);
    }
  }

  private void silence() {
    try {
      var _ = closed.await(MOST_SECONDS_SILENT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
