package jp.meishigura.audit.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.audit.domain.tree.CheckpointSigner;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceTokens;
import jp.meishigura.platform.service.ServiceUnavailable;
import jp.meishigura.platform.service.WholeAnswer;

/** The log's key is in Vault, and crypto-gateway alone talks to Vault. */
@ApplicationScoped
public class GatewaySigner implements CheckpointSigner {

  private static final String SCOPE = "crypto";
  private static final UUID UNUSED = new UUID(0, 0);

  private final LogConfig config;
  private final ServiceTokens tokens;
  private final ObjectMapper json;
  private final HttpClient http;

  GatewaySigner(LogConfig config, ServiceTokens tokens, ObjectMapper json) {
    this.config = config;
    this.tokens = tokens;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  @Override
  public Signed sign(byte[] text) {
    // Of a tenant only the alias is asked for.
    Tenant organization = new Tenant(UNUSED, config.organization());
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(config.gatewayUrl() + "/v1/log-checkpoints/sign"))
              .header("Authorization", "Bearer " + tokens.forTenant(organization, SCOPE))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(
                      json.writeValueAsBytes(Map.of("data", text))))
              .build();
      HttpResponse<byte[]> response = WholeAnswer.of(http, request, config.timeout());
      if (response.statusCode() == 401) {
        tokens.forget(organization, SCOPE);
      }
      if (response.statusCode() != 200) {
        throw new NotSigned("crypto-gateway answered " + response.statusCode());
      }
      return read(json.readTree(response.body()));
    } catch (ServiceUnavailable e) {
      throw new NotSigned("no token for crypto-gateway");
    } catch (IOException e) {
      throw new NotSigned("crypto-gateway: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSigned("interrupted");
    }
  }

  private static Signed read(JsonNode answer) throws IOException {
    byte[] signature = answer.path("signature").binaryValue();
    byte[] publicKey = answer.path("publicKey").binaryValue();
    if (signature == null || publicKey == null) {
      throw new NotSigned("crypto-gateway's answer is not one");
    }
    return new Signed(signature, publicKey);
  }
}
