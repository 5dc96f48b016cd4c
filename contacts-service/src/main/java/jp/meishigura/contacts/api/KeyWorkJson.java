package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.keywork.KeyWork;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Work on all cards of the tenant.
 *
 * @param version of the index keys that all cards have in the end
 * @param done cards that are done
 * @param total cards that there were at the start
 * @param broken cards that do not open and stay as they are
 * @param brokenCards the first hundred of them, of one piece of work and for a privacy officer
 */
@Schema(
    name = "KeyWork",
    requiredProperties = {"id", "kind", "state", "done", "total", "broken", "startedAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyWorkJson(
    UUID id,
    @Schema(enumeration = {"reindex", "reseal"}) String kind,
    @Nullable Integer version,
    @Schema(enumeration = {"running", "finished", "failed"}) String state,
    long done,
    long total,
    long broken,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Schema(
            description =
                "The first hundred of those, for a privacy officer who asks for one piece of work")
        @Nullable List<UUID> brokenCards) {

  static KeyWorkJson of(KeyWork work) {
    return of(work, List.of());
  }

  static KeyWorkJson of(KeyWork work, List<UUID> brokenCards) {
    return new KeyWorkJson(
        work.id(),
        work.kind().slug(),
        work.kind() instanceof KeyWork.Kind.Reindex(int version) ? version : null,
        work.state().slug(),
        work.progress().done(),
        work.progress().total(),
        work.progress().broken(),
        work.startedAt(),
        work.finishedAt(),
        brokenCards.isEmpty() ? null : brokenCards);
  }
}
