package jp.meishigura.platform.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;

/**
 * Access tokens of this service's own account, one for each tenant and audience: a token never
 * speaks for two tenants, not even a service's.
 */
@ApplicationScoped
public class ServiceTokens {

  /** A token is renewed this long before it ends, so that it does not end on its way. */
  private static final long MARGIN_SECONDS = 20;

  private final PlatformConfig.ServiceAccount account;
  private final ObjectMapper json;
  private final Clock clock;
  private final HttpClient http;
  private final Map<Wanted, Token> tokens = new ConcurrentHashMap<>();

  private record Wanted(Tenant tenant, String scope) {}

  private record Token(String value, Instant until) {
    @Override
    public String toString() {
      return "Token[***]";
    }
  }

  public ServiceTokens(PlatformConfig config, ObjectMapper json, Clock clock) {
    this.account = config.serviceAccount();
    this.json = json;
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(account.timeout()).build();
  }

  /**
   * @param scope the client scope that adds the wanted audience, such as {@code crypto}
   * @throws ServiceUnavailable when the identity provider does not give a token
   */
  public String forTenant(Tenant tenant, String scope) {
    return tokens
        .compute(
            new Wanted(tenant, scope),
            (wanted, known) ->
                known != null && clock.instant().isBefore(known.until()) ? known : fetch(wanted))
        .value();
  }

  /** Forgets a token that a service refused, so that the next call asks for a new one. */
  public void forget(Tenant tenant, String scope) {
    tokens.remove(new Wanted(tenant, scope));
  }

  private Token fetch(Wanted wanted) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            account.clientId().orElseThrow(),
            "client_secret",
            account.clientSecret().orElseThrow(),
            "scope",
            wanted.scope() + " organization:" + wanted.tenant().alias());
    URI url = account.tokenUrl().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
            .build();
    try {
      HttpResponse<byte[]> response = WholeAnswer.of(http, request, account.timeout());
      if (response.statusCode() != 200) {
        throw new ServiceUnavailable(
            "identity-provider", "token endpoint answered " + response.statusCode());
      }
      JsonNode answer = json.readTree(response.body());
      return new Token(
          answer.path("access_token").asText(),
          clock.instant().plusSeconds(answer.path("expires_in").asLong(0) - MARGIN_SECONDS));
    } catch (IOException e) {
      throw new ServiceUnavailable("identity-provider", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailable("identity-provider", "interrupted");
    }
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
