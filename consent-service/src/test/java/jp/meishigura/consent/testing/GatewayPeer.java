package jp.meishigura.consent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.event.EventHeaders;
import jp.meishigura.platform.testing.StandTopics;
import jp.meishigura.platform.tombstone.Tombstone;

/** crypto-gateway as this service hears of it: the tombstones that it publishes. */
public final class GatewayPeer {

  public static final Instant DESTROYED_AT = Instant.parse("2026-11-23T01:02:03Z");

  private final StandTopics topics;
  private final Rows rows;

  public GatewayPeer(StandTopics topics, Rows rows) {
    this.topics = topics;
    this.rows = rows;
  }

  /** Publishes that a card was erased, and waits until this service has heard of it. */
  public Tombstone erase(Tenant tenant, UUID card) {
    Tombstone tombstone = tell(tenant, card);
    awaitErased(tenant, card);
    return tombstone;
  }

  /** Publishes that a card was erased. */
  public Tombstone tell(Tenant tenant, UUID card) {
    Tombstone tombstone = new Tombstone(tenant, card, UUID.randomUUID(), DESTROYED_AT);
    send(tombstone);
    return tombstone;
  }

  public void send(Tombstone tombstone) {
    Tenant tenant = tombstone.tenant();
    String body =
        """
        {"tenant":"%s","tenantAlias":"%s","subject":"%s","order":"%s","destroyedAt":"%s"}"""
            .formatted(
                tenant.id(),
                tenant.alias(),
                tombstone.subject(),
                tombstone.order(),
                tombstone.destroyedAt());
    topics.send(
        Tombstone.TOPIC,
        tombstone.key(),
        Map.of(
            EventHeaders.ID,
            UUID.randomUUID().toString(),
            EventHeaders.TYPE,
            Tombstone.TYPE,
            EventHeaders.TENANT,
            tenant.id().toString()),
        body.getBytes(UTF_8));
  }

  public void awaitErased(Tenant tenant, UUID card) {
    await().atMost(Duration.ofSeconds(30)).until(() -> rows.erased(tenant, card));
  }
}
