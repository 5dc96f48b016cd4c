package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.finding.KeptFinding;
import jp.meishigura.audit.domain.finding.KeptFinding.Acknowledgement;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A finding. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Finding")
public record FindingView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "The rule's name.") String rule,
    @Schema(required = true) String title,
    @Schema(
            required = true,
            enumeration = {"informational", "low", "medium", "high", "critical"})
        String level,
    @Schema(
            required = true,
            description = "closed: so little was counted for so long that it is over.",
            enumeration = {"open", "acknowledged", "closed"})
        String state,
    @Schema(required = true, description = "What the rule counts apart, such as the actor's id.")
        List<String> group,
    @Schema(description = "The subject of the person's tokens.") @Nullable UUID person,
    @Nullable UUID card,
    @Schema(required = true) Instant openedAt,
    @Schema(required = true, description = "When it closes, or closed, if nothing more comes.")
        Instant holdsUntil,
    @Schema(required = true) long threshold,
    @Schema(required = true, description = "Entries that belong to it.") long events,
    @Schema(required = true) long openedLeaf,
    @Schema(required = true) long firstLeaf,
    @Schema(required = true) long lastLeaf,
    @Schema(required = true, description = "Leaf indexes of some of its entries.")
        List<Long> evidence,
    @Nullable Acknowledged acknowledged) {

  /** Who has seen to it. */
  @Schema(name = "FindingAcknowledged")
  public record Acknowledged(
      @Schema(required = true, description = "Pseudonymous id.") String by,
      @Schema(required = true) Instant at,
      @Schema(required = true) String reason) {}

  static FindingView of(KeptFinding kept) {
    Finding finding = kept.finding();
    return new FindingView(
        finding.id(),
        finding.rule(),
        finding.title(),
        finding.level().name(),
        kept.state().name(),
        finding.group(),
        finding.person(),
        finding.card(),
        finding.opened(),
        finding.holdsUntil(),
        finding.threshold(),
        finding.events(),
        finding.openedLeaf(),
        finding.firstLeaf(),
        finding.lastLeaf(),
        finding.evidence(),
        acknowledged(kept.acknowledged()));
  }

  private static @Nullable Acknowledged acknowledged(@Nullable Acknowledgement one) {
    return one == null ? null : new Acknowledged(one.by(), one.at(), one.reason());
  }
}
