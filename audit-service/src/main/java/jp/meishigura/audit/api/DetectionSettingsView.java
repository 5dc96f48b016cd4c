package jp.meishigura.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import jp.meishigura.audit.domain.detect.Choice;
import jp.meishigura.platform.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a tenant has set for detections; what is left out is as the installation has it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DetectionSettings")
public record DetectionSettingsView(
    @Schema(description = "In which time zone people work, such as Asia/Tokyo.")
        @Nullable String zone,
    @Schema(description = "Ids of cards that nobody has a reason to open.")
        @Nullable List<UUID> honeyCards,
    @Schema(description = "Rules that are off, by name.") @Nullable List<String> off,
    @Schema(description = "Other thresholds, by the rule's name.")
        @Nullable Map<String, Integer> ceilings) {

  private static final int MOST = 1_000;

  static DetectionSettingsView of(Choice choice) {
    return new DetectionSettingsView(
        choice.zone() == null ? null : choice.zone().getId(),
        choice.honeyCards().stream().sorted().toList(),
        choice.off().stream().sorted().toList(),
        new TreeMap<>(choice.ceilings()));
  }

  Choice choice() {
    List<UUID> cards = honeyCards == null ? List.of() : honeyCards;
    if (cards.size() > MOST || cards.stream().anyMatch(Objects::isNull)) {
      throw Problem.of(422, "bad-rule-setting", "A rule cannot be set so")
          .detail("honeyCards must be at most " + MOST + " ids.")
          .exception();
    }
    try {
      return new Choice(
          0,
          zone == null ? null : ZoneId.of(zone),
          Set.copyOf(cards),
          off == null ? Set.of() : Set.copyOf(off),
          ceilings == null ? Map.of() : Map.copyOf(ceilings));
    } catch (DateTimeException | NullPointerException e) {
      throw Problem.of(422, "bad-rule-setting", "A rule cannot be set so")
          .detail("zone must be like Asia/Tokyo, and lists must not hold null.")
          .exception();
    }
  }
}
