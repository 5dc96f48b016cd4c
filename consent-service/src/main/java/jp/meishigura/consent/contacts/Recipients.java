package jp.meishigura.consent.contacts;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import jp.meishigura.consent.Config;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.delivery.DeliveryFailed;
import jp.meishigura.consent.domain.delivery.DeliveryFault;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.service.ServiceTokens;
import jp.meishigura.platform.service.ServiceUnavailable;

/** Asks contacts-service where to send, at the moment of sending and for one mail only. */
@ApplicationScoped
public class Recipients {

  private final Config.Contacts config;
  private final ServiceTokens tokens;
  private final ObjectMapper json;
  private final HttpClient http;

  public Recipients(Config config, ServiceTokens tokens, ObjectMapper json) {
    this.config = config.contacts();
    this.tokens = tokens;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            // No h2c upgrade: a proxy in between may not know it.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(this.config.timeout())
            .build();
  }

  /**
   * The address of a card's person.
   *
   * @throws DeliveryFailed when there is none, or nobody to ask
   */
  public Address address(Tenant tenant, ConsentRequest request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(question(tenant, request), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | ServiceUnavailable e) {
      throw new DeliveryFailed(DeliveryFault.CONTACTS_UNAVAILABLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryFailed(DeliveryFault.CONTACTS_UNAVAILABLE);
    }
    return switch (response.statusCode()) {
      case 200 -> read(response.body());
      case 404 -> throw new DeliveryFailed(DeliveryFault.NO_SUCH_CARD);
      case 409 -> throw new DeliveryFailed(DeliveryFault.NO_SUCH_CHANNEL);
      case 401 -> {
        tokens.forget(tenant, config.scope());
        throw new DeliveryFailed(DeliveryFault.CONTACTS_UNAVAILABLE);
      }
      // 422 too: it may not have learned of the purpose yet.
      default -> throw new DeliveryFailed(DeliveryFault.CONTACTS_UNAVAILABLE);
    };
  }

  private HttpRequest question(Tenant tenant, ConsentRequest request) throws IOException {
    byte[] body =
        json.writeValueAsBytes(
            Map.of(
                "purpose",
                request.purpose(),
                "channel",
                request.channel(),
                "request",
                request.id().toString()));
    return HttpRequest.newBuilder(
            URI.create(config.url() + "/v1/cards/" + request.card() + "/recipient"))
        .header("Authorization", "Bearer " + tokens.forTenant(tenant, config.scope()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private Address read(byte[] body) {
    try {
      return Address.of(json.readTree(body).path("address").asText())
          .orElseThrow(() -> new DeliveryFailed(DeliveryFault.ADDRESS_UNUSABLE));
    } catch (IOException e) {
      throw new DeliveryFailed(DeliveryFault.CONTACTS_UNAVAILABLE);
    }
  }
}
