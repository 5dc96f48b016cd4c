package jp.meishigura.local.mail;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The inbox over HTTP: {@code /}, {@code /messages/{id}}, {@code /api/messages[?to=address]}. */
final class InboxServer {
  private static final Pattern MESSAGE = Pattern.compile("/messages/([0-9]{1,9})");
  private static final Pattern TO = Pattern.compile("(?:^|&)to=([^&]*)");
  private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:[0-9]+)?");

  private final Mailbox mailbox;
  private final JsonMapper json = new JsonMapper();

  private InboxServer(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  static void start(int port, Mailbox mailbox) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/", new InboxServer(mailbox)::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"));
      // A page elsewhere could point a name of its own at this machine to read the mails.
      if (!LOOPBACK.matcher(host.orElse("")).matches()) {
        answer(exchange, 421, "text/plain", "Only localhost is served.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 405, "text/plain", "Only GET is served.");
      } else {
        get(exchange, exchange.getRequestURI());
      }
    }
  }

  private void get(HttpExchange exchange, URI uri) throws IOException {
    Matcher message = MESSAGE.matcher(uri.getPath());
    if (uri.getPath().equals("/")) {
      answer(exchange, 200, "text/html", InboxPages.list(mailbox.list(to(uri))));
    } else if (uri.getPath().equals("/api/messages")) {
      List<Map<String, Object>> mails = mailbox.list(to(uri)).stream().map(this::asMap).toList();
      answer(exchange, 200, "application/json", json.writeValueAsString(mails));
    } else if (message.matches()) {
      Optional<Mail> mail = mailbox.get(Integer.parseInt(message.group(1)));
      answer(
          exchange,
          mail.isPresent() ? 200 : 404,
          "text/html",
          mail.map(InboxPages::show).orElseGet(InboxPages::missing));
    } else {
      answer(exchange, 404, "text/html", InboxPages.missing());
    }
  }

  private Map<String, Object> asMap(Mail mail) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", mail.id());
    map.put("to", mail.to());
    map.put("from", mail.from());
    map.put("subject", mail.subject());
    map.put("date", mail.date().toString());
    map.put("text", mail.text());
    map.put("html", mail.html());
    return map;
  }

  private static Optional<String> to(URI uri) {
    Matcher matcher = TO.matcher(Optional.ofNullable(uri.getRawQuery()).orElse(""));
    return matcher.find()
        ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
