package jp.meishigura.contacts.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where keys come from and how long they may stay. */
@ConfigMapping(prefix = "meishigura.keys")
public interface KeysConfig {

  /** crypto-gateway's address, without a path. */
  URI gatewayUrl();

  /** How long one call to crypto-gateway may take. */
  @WithDefault("5s")
  Duration timeout();

  /**
   * How long the destruction of a card's keys may take: crypto-gateway waits for Kafka before it
   * answers (its {@code meishigura.erasure.published-within}, 5 s), and this must be longer.
   */
  @WithDefault("10s")
  Duration destroyTimeout();

  /** How long a key stays in memory: the longest that a revoked or destroyed key still opens. */
  @WithDefault("5m")
  Duration maxAge();

  /** How often a key in memory is used before it is asked for again, which puts it on record. */
  @WithDefault("1000")
  int maxUses();

  /** How many subject keys stay in memory at the most, of all tenants together. */
  @WithDefault("20000")
  int cacheSize();

  /** How often a tenant's keys for blind indexes are used before they are asked for again. */
  @WithDefault("10000")
  int indexUses();

  /** Of how many tenants the keys for blind indexes stay in memory at the most. */
  @WithDefault("1000")
  int indexTenants();

  /**
   * How many keys for cards to come are held ready per tenant, so that a creation waits for none.
   */
  @WithDefault("256")
  int poolSize();

  /** How many keys one call to crypto-gateway asks for at the most; it takes up to 1,000. */
  @WithDefault("500")
  int batchSize();
}
