package jp.meishigura.audit.domain.detect;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's people have set for detections.
 *
 * @param revision counted from 1; 0 where nobody has set anything
 * @param zone null for that of the installation
 */
public record Choice(
    long revision,
    @Nullable ZoneId zone,
    Set<UUID> honeyCards,
    Set<String> off,
    Map<String, Integer> ceilings) {

  public Choice {
    honeyCards = Set.copyOf(honeyCards);
    off = Set.copyOf(off);
    ceilings = Map.copyOf(ceilings);
  }
}
