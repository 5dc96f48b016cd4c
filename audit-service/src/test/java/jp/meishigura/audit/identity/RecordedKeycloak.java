package jp.meishigura.audit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;

/**
 * An HTTP server that says what a Keycloak 26.7.3 said: the events in {@code
 * src/test/resources/keycloak} are its own words about a story with the demo's people. Tenants and
 * ids of events are fresh ones in each test.
 */
public final class RecordedKeycloak implements AutoCloseable {

  public static final String HANAKO = "a0207a00-0000-4000-8000-000000001001";
  public static final String JIRO = "a0207a00-0000-4000-8000-000000001002";
  public static final String NEWCOMER = "f95ecbb0-45ca-4d26-94d0-8924c054b5e2";
  public static final String INTEGRATOR = "5e2c1ce0-0000-4000-8000-000000000005";
  public static final String AUDIT_SERVICE = "5e2c1ce0-0000-4000-8000-000000000003";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REALM = "/admin/realms/meishigura";

  private final HttpServer server;
  private final int port;
  private final Tenant aozora;
  private final Tenant hinode;
  private final Map<String, List<Tenant>> members = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  final List<ObjectNode> logins = new CopyOnWriteArrayList<>();
  final List<ObjectNode> changes = new CopyOnWriteArrayList<>();
  volatile String token = "token-1";
  volatile int failing;

  public RecordedKeycloak(Tenant aozora, Tenant hinode) throws IOException {
    this.aozora = aozora;
    this.hinode = hinode;
    for (String one : List.of(HANAKO, JIRO, INTEGRATOR)) {
      is(one, aozora);
    }
    is(AUDIT_SERVICE, aozora, hinode);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    port = server.getAddress().getPort();
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its whole story. */
  RecordedKeycloak tells() {
    logins.addAll(recorded("events.json"));
    changes.addAll(recorded("admin-events.json"));
    return this;
  }

  RecordedKeycloak is(String account, Tenant... organizations) {
    members.put(account, List.of(organizations));
    return this;
  }

  ObjectNode recorded(String type, int number) {
    return recorded("events.json").stream()
        .filter(one -> one.path("type").asText().equals(type))
        .toList()
        .get(number);
  }

  List<ObjectNode> recorded(String file) {
    try (InputStream in = RecordedKeycloak.class.getResourceAsStream("/keycloak/" + file)) {
      String text =
          new String(in.readAllBytes(), UTF_8)
              .replace("a0207a00-0000-4000-8000-000000000001", aozora.id().toString())
              .replace("organization:aozora", "organization:" + aozora.alias())
              .replace("organization:hinode", "organization:" + hinode.alias());
      List<ObjectNode> events = new ArrayList<>();
      for (ObjectNode one : JSON.readValue(text, ObjectNode[].class)) {
        events.add(one.put("id", UUID.randomUUID().toString()));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI realm() {
    return URI.create("http://127.0.0.1:" + port + REALM);
  }

  URI tokenUrl() {
    return URI.create("http://127.0.0.1:" + port + "/token");
  }

  /** How often it was asked for somebody's organizations. */
  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      exchange.getRequestBody().readAllBytes();
      if (failing != 0) {
        reply(exchange, failing, Map.of("error", "hanako@aozora.example"));
      } else if (path.equals("/token")) {
        reply(exchange, 200, Map.of("access_token", token, "expires_in", 300));
      } else if (!("Bearer " + token)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        reply(exchange, 401, Map.of("error", "HTTP 401 Unauthorized"));
      } else {
        realm(exchange, path.substring(REALM.length()).split("/"));
      }
    }
  }

  private void realm(HttpExchange exchange, String[] path) throws IOException {
    switch (path[1]) {
      case "events" -> reply(exchange, 200, page(logins, exchange));
      case "admin-events" -> reply(exchange, 200, page(changes, exchange));
      case "organizations" -> {
        if (path.length == 2) {
          reply(exchange, 200, List.of(organization(hinode), organization(aozora)));
        } else if (path.length == 3) {
          boolean known = path[2].equals(aozora.id().toString());
          reply(exchange, known ? 200 : 404, known ? organization(aozora) : Map.of());
        } else {
          asked.incrementAndGet();
          List<Tenant> theirs = members.get(path[3]);
          reply(
              exchange,
              theirs == null ? 404 : 200,
              theirs == null
                  ? Map.of()
                  : theirs.stream().map(RecordedKeycloak::organization).toList());
        }
      }
      default -> reply(exchange, 403, Map.of());
    }
  }

  private static Map<String, Object> organization(Tenant tenant) {
    return Map.of("id", tenant.id().toString(), "alias", tenant.alias(), "name", "青空商事株式会社");
  }

  private static List<ObjectNode> page(List<ObjectNode> events, HttpExchange exchange) {
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(one -> one.split("=", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1], (a, b) -> b, HashMap::new));
    if (!"asc".equals(query.get("direction"))) {
      throw new IllegalArgumentException("the newest first");
    }
    return events.stream()
        .filter(one -> one.path("time").asLong() >= Long.parseLong(query.get("dateFrom")))
        .sorted(Comparator.comparingLong(one -> one.path("time").asLong()))
        .skip(Long.parseLong(query.get("first")))
        .limit(Long.parseLong(query.get("max")))
        .toList();
  }

  private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
