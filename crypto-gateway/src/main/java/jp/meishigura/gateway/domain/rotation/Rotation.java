package jp.meishigura.gateway.domain.rotation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation as its row tells it: all that another instance needs to go on with it.
 *
 * @param tenant whose key it is; absent for Vault's key
 * @param asked who asked: the tenant of the token, in whose log the end goes on record
 * @param actor what the asking service said of itself
 * @param from the version that was the newest at the start; absent before the first step
 * @param to the version that everything is wrapped under at the end; absent before it is made
 * @param progress how much is done
 * @param waitsFor why it does not move at the moment; absent while it does
 * @param position everything up to this id was looked at in this pass
 */
public record Rotation(
    UUID id,
    Level level,
    @Nullable UUID tenant,
    Asked asked,
    String actor,
    State state,
    @Nullable Integer from,
    @Nullable Integer to,
    Progress progress,
    @Nullable String waitsFor,
    UUID position,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  /** Where a pass begins. */
  public static final UUID START = new UUID(0, 0);

  /** The tenant of the token that asked. */
  public record Asked(UUID tenant, String alias) {}

  /**
   * How much is done: subject keys of a tenant key, one index secret, tenants of Vault's key.
   *
   * @param total as counted at the start
   * @param broken keys that did not open in this pass
   */
  public record Progress(long done, long total, long broken) {}
}
