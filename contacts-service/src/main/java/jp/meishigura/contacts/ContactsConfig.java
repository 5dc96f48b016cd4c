package jp.meishigura.contacts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configuration of contacts-service beside keys and what all services share. */
@ConfigMapping(prefix = "meishigura.contacts")
public interface ContactsConfig {

  /** The one client that may ask for a card's address, to send a consent request there. */
  @WithDefault("consent-service")
  String recipientClient();

  /**
   * How many bytes a JSON body may have at the most; imports are streams and have no such bound.
   */
  @WithDefault("1048576")
  long maxJsonBytes();

  /** How many rows of an import become cards in one transaction. */
  @WithDefault("100")
  int importBatch();

  /** How many rows are read and opened at a time while a search index is filled. */
  @WithDefault("500")
  int indexBatch();

  /** How many cards one transaction indexes or seals anew after keys were rotated. */
  @WithDefault("200")
  int keyWorkBatch();

  /** How often it is looked for cards that rotated keys leave to be indexed or sealed anew. */
  @WithDefault("1s")
  Duration keyWorkInterval();

  /**
   * How long the former key of a card that was sealed anew stays at crypto-gateway. A backup of
   * this service's database from before the sealing opens until then, and never again afterwards:
   * make it at least as long as the oldest backup that you would restore is old.
   */
  @WithDefault("7d")
  Duration retireAfter();

  /** How many tenants' search indexes are in memory at once. */
  @WithDefault("50")
  int indexedTenants();

  /** How long a search index that nobody asks stays in memory. */
  @WithDefault("30m")
  Duration indexIdle();
}
