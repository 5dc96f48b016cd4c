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
 * @param waitsFor why it does not move at the moment
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
      "waitsFor",
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
    @Nullable
        @Schema(
            nullable = true,
            enumeration = {"keys-unavailable", "tenant-sealed", "unexpected"},
            description =
                "Why it does not move: Vault does not serve us, or refuses a step (the log says"
                    + " which); the tenant is sealed; something else that the log has. It is tried"
                    + " again by itself")
        String waitsFor,
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
        rotation.waitsFor(),
        rotation.startedAt(),
        rotation.finishedAt());
  }
}
