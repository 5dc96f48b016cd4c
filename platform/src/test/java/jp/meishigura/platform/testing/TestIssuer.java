package jp.meishigura.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.platform.caller.Tenant;

/**
 * An issuer with discovery, keys and a token endpoint. It signs tokens that Keycloak would never
 * give, which is what the walls are for; Keycloak itself is in the end-to-end tests.
 */
public final class TestIssuer implements AutoCloseable {

  private static final Map<String, String> AUDIENCES =
      Map.of(
          "contacts", "contacts-service",
          "consent", "consent-service",
          "audit", "audit-service",
          "crypto", "crypto-gateway");

  /** The default client scopes of our realm, so that a service of a test may what it really may. */
  private static final Map<String, String> SCOPES =
      Map.of(
          "contacts-service", "keys:create keys:release keys:index keys:destroy keys:renew",
          "audit-service", "log:sign",
          "key-operator", "keys:rotate keys:rotate-vault keys:seal");

  private final ObjectMapper json = new ObjectMapper();
  private final KeyPair keys = newKeys();
  private final HttpServer server;

  TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", this::keys);
    server.createContext("/token", this::token);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String tokenUrl() {
    return url() + "/token";
  }

  /** A person of this tenant with two factors; the audience is still to be said. */
  public TestToken person(Tenant tenant, String... roles) {
    return new TestToken(url(), claims -> sign(claims, keys.getPrivate()))
        .claim("azp", "web")
        .claim("sid", "session-of-a-test")
        .acr("aal2")
        .roles(roles)
        .organizations(tenant);
  }

  /** A service account with its client's scopes; the audience is still to be said. */
  public TestToken client(Tenant tenant, String clientId, String... roles) {
    return new TestToken(url(), claims -> sign(claims, keys.getPrivate()))
        .subject("service-account-" + clientId)
        .claim("azp", clientId)
        .claim("client_id", clientId)
        .scopes(SCOPES.getOrDefault(clientId, ""))
        .acr("1")
        .roles(roles)
        .organizations(tenant);
  }

  /** The same token under a key that this issuer does not publish. */
  public String forged(TestToken token) {
    PrivateKey stranger = newKeys().getPrivate();
    String signed = token.sign();
    String body = signed.split("\\.", -1)[1];
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> claims =
          json.readValue(Base64.getUrlDecoder().decode(body), HashMap.class);
      return sign(claims, stranger);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same token with {@code alg: none} and no signature. */
  public String unsigned(TestToken token) {
    String body = token.sign().split("\\.", -1)[1];
    return encode("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "." + body + ".";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String sign(Map<String, Object> claims, PrivateKey key) {
    try {
      String head = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"test\"}";
      String content = encode(head.getBytes(UTF_8)) + "." + encode(json.writeValueAsBytes(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(UTF_8));
      return content + "." + encode(signature.sign());
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        Map.of(
            "issuer", url(),
            "jwks_uri", url() + "/keys",
            "token_endpoint", tokenUrl(),
            "authorization_endpoint", url() + "/auth",
            "id_token_signing_alg_values_supported", List.of("RS256")));
  }

  private void keys(HttpExchange exchange) throws IOException {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    answer(
        exchange,
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty", "RSA",
                    "kid", "test",
                    "use", "sig",
                    "alg", "RS256",
                    "n", encode(unsignedBytes(key.getModulus())),
                    "e", encode(unsignedBytes(key.getPublicExponent()))))));
  }

  /** Client credentials with {@code scope=<audience> organization:<alias>}, as in our realm. */
  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    String[] scopes = form.getOrDefault("scope", "").split(" ", -1);
    String alias =
        Arrays.stream(scopes)
            .filter(scope -> scope.startsWith("organization:"))
            .map(scope -> scope.substring("organization:".length()))
            .findFirst()
            .orElseThrow();
    String[] audiences =
        Arrays.stream(scopes)
            .filter(AUDIENCES::containsKey)
            .map(AUDIENCES::get)
            .toArray(String[]::new);
    String token =
        client(TestTenants.named(alias), form.getOrDefault("client_id", "?"), "service")
            .audience(audiences)
            .sign();
    answer(exchange, Map.of("access_token", token, "expires_in", 600, "token_type", "Bearer"));
  }

  private void answer(HttpExchange exchange, Map<String, Object> body) throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] unsignedBytes(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
