package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;

/** Has subject keys destroyed for good. */
@ApplicationScoped
public class Destruction {

  private final GatewayClient gateway;

  Destruction(GatewayClient gateway) {
    this.gateway = gateway;
  }

  /**
   * That a card's key is gone.
   *
   * @param order the first order that asked for it
   * @param published whether Kafka has the tombstone, so that no restored backup brings it back
   */
  public record Destroyed(UUID order, Instant at, boolean published) {}

  /**
   * Destroys every key of this card; the same again changes nothing.
   *
   * @throws KeysUnavailable when crypto-gateway does not say that it has
   */
  public Destroyed destroy(Tenant tenant, UUID card, UUID order, String actor) {
    return gateway.destroy(tenant, List.of(card), order, actor).getFirst();
  }
}
