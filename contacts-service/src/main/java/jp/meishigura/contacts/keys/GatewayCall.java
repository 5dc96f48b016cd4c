package jp.meishigura.contacts.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.http.Correlation;
import jp.meishigura.platform.service.ServiceTokens;
import jp.meishigura.platform.service.ServiceUnavailable;
import jp.meishigura.platform.service.WholeAnswer;
import org.jspecify.annotations.Nullable;

/** One POST to crypto-gateway, under this service's token for the tenant. */
@ApplicationScoped
class GatewayCall {

  private static final String SCOPE = "crypto";

  private final KeysConfig config;
  private final ServiceTokens tokens;
  private final Correlation correlation;
  private final ObjectMapper json;
  private final HttpClient http;

  GatewayCall(KeysConfig config, ServiceTokens tokens, Correlation correlation, ObjectMapper json) {
    this.config = config;
    this.tokens = tokens;
    this.correlation = correlation;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  /**
   * @throws TenantSealed when the tenant gets no keys
   * @throws ReleaseStopped when whoever is behind it gets none
   * @throws KeysUnavailable when there is no answer, or another than success
   */
  <T> T post(Tenant tenant, String path, Object body, Class<T> answer) {
    return post(tenant, path, body, answer, config.timeout());
  }

  /** The same for a call that may take longer than others. */
  <T> T post(Tenant tenant, String path, Object body, Class<T> answer, Duration timeout) {
    try {
      HttpResponse<byte[]> response = send(tenant, path, body, timeout);
      if (response.statusCode() == 401) {
        // The token may have been issued before the issuer changed its keys.
        tokens.forget(tenant, SCOPE);
        response = send(tenant, path, body, timeout);
      }
      if (response.statusCode() == 423) {
        throw refused(response);
      }
      if (response.statusCode() != 200 && response.statusCode() != 201) {
        throw new KeysUnavailable("crypto-gateway answered " + response.statusCode());
      }
      byte[] bytes = response.body();
      try {
        return json.readValue(bytes, answer);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (ServiceUnavailable e) {
      throw new KeysUnavailable("no token for crypto-gateway");
    } catch (IOException e) {
      // Not as a cause: a parser's message quotes what it read.
      throw new KeysUnavailable("crypto-gateway: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeysUnavailable("interrupted");
    }
  }

  /** Both are 423: nothing opens until somebody ends that. */
  private KeysUnavailable refused(HttpResponse<byte[]> response) throws IOException {
    String type = json.readTree(response.body()).path("type").asText();
    return type.endsWith(":release-stopped") ? new ReleaseStopped() : new TenantSealed();
  }

  private HttpResponse<byte[]> send(Tenant tenant, String path, Object body, Duration timeout)
      throws IOException, InterruptedException {
    URI url = config.gatewayUrl().resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + tokens.forTenant(tenant, SCOPE))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
    @Nullable String cause = correlation.current();
    if (cause != null) {
      request.header(Correlation.HEADER, cause);
    }
    return WholeAnswer.of(http, request.build(), timeout);
  }
}
