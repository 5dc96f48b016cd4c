package jp.meishigura.platform.tombstone;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;

/**
 * A subject (the person on a card) whose keys were destroyed for good.
 *
 * @param order the erasure order that asked for it
 */
public record Tombstone(Tenant tenant, UUID subject, UUID order, Instant destroyedAt) {

  /** Compacted, and kept for ever. */
  public static final String TOPIC = "tombstones";

  public static final String TYPE = "jp.meishigura.keys.destroyed.v1";

  /** The record's key: compaction keeps one tombstone of each subject. */
  public String key() {
    return tenant.id() + "/" + subject;
  }
}
