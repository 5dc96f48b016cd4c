package jp.meishigura.gateway.api;

import java.time.Instant;
import java.util.UUID;
import jp.meishigura.gateway.domain.rotation.Rotation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a rotation is.
 *
 * @param done subject keys of a tenant key, the one index secret, or tenants of Vault's key
 * @param total as counted at the start; 0 before that
 * @param broken how many did not open: they stay as they are, and so does the version they need
 */
@Schema(
    name = "Rotation",
    requiredProperties = {
      "id",
      "level",
      "state",
      "done",
      "total",
      "broken",
      "startedAt",
      "finishedAt"
    })
record RotationView(
    UUID id,
    @Schema(enumeration = {"tenant-key", "index-key", "vault-key"}) String level,
    @Schema(enumeration = {"running", "finished", "failed"}) String state,
    long done,
    long total,
    @Schema(
            description =
                "What did not open and stays as it is, with the version that wrapped it; the log"
                    + " names each")
        long broken,
    Instant startedAt,
    @Nullable @Schema(nullable = true) Instant finishedAt) {

  static RotationView of(Rotation rotation) {
    return new RotationView(
        rotation.id(),
        rotation.level().slug(),
        rotation.state().slug(),
        rotation.progress().done(),
        rotation.progress().total(),
        rotation.progress().broken(),
        rotation.startedAt(),
        rotation.finishedAt());
  }
}
