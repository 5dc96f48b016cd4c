package jp.meishigura.consent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What contacts-service answers to the one question that is put to it. The real one cannot run in
 * this module; the end-to-end tests use it.
 */
public class ContactsPeer implements QuarkusTestResourceLifecycleManager {

  private final ObjectMapper json = new ObjectMapper();
  private final Map<UUID, String> addresses = new ConcurrentHashMap<>();
  private final Map<UUID, Integer> refusals = new ConcurrentHashMap<>();
  private final List<JsonNode> asked = new ArrayList<>();
  private volatile boolean down;
  private volatile CountDownLatch thinking = new CountDownLatch(0);
  private @Nullable HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/cards/", this::recipient);
    server.start();
    return Map.of(
        "meishigura.consent.contacts.url", "http://127.0.0.1:" + server.getAddress().getPort(),
        // A test that lets it think decides itself how long.
        "meishigura.consent.contacts.timeout", "30s",
        "meishigura.consent.delivery.first-pause", "0.3s",
        "meishigura.consent.delivery.max-pause", "0.6s");
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ContactsPeer.class));
  }

  /** A card that has this address. */
  public UUID cardOf(String address) {
    UUID card = UUID.randomUUID();
    addresses.put(card, address);
    return card;
  }

  /** A card that contacts-service answers for with this status. */
  public UUID cardThatAnswers(int status) {
    UUID card = UUID.randomUUID();
    refusals.put(card, status);
    return card;
  }

  /** From now on every question is answered with 503, or not. */
  public void down(boolean isDown) {
    down = isDown;
  }

  /** From now on nobody is answered, until {@link #answer}. */
  public void think() {
    thinking = new CountDownLatch(1);
  }

  public void answer() {
    thinking.countDown();
  }

  /** The questions about a card: the body, with the token's claims as {@code claims}. */
  public synchronized List<JsonNode> questions(UUID card) {
    return asked.stream().filter(one -> one.path("card").asText().equals(card.toString())).toList();
  }

  private void recipient(HttpExchange exchange) throws IOException {
    UUID card = UUID.fromString(exchange.getRequestURI().getPath().split("/", -1)[3]);
    note(card, exchange);
    hesitate();
    String address = addresses.get(card);
    if (down) {
      answer(exchange, 503, "{}");
    } else if (refusals.containsKey(card)) {
      answer(exchange, refusals.get(card), "{}");
    } else if (address == null) {
      answer(exchange, 404, "{}");
    } else {
      answer(exchange, 200, json.writeValueAsString(Map.of("address", address)));
    }
  }

  private void hesitate() {
    try {
      if (!thinking.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody let contacts-service answer.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(UUID card, HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization").substring(7);
    asked.add(
        json.createObjectNode()
            .put("card", card.toString())
            .<ObjectNode>set("body", json.readTree(exchange.getRequestBody().readAllBytes()))
            .set(
                "claims", json.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]))));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
