package jp.meishigura.audit.domain.detect;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * What a tenant says about the rules.
 *
 * @param zone in which its working hours are
 * @param honeyCards cards of nobody, which nobody has a reason to open
 * @param off rules that are not applied
 * @param ceilings other thresholds, by rule
 */
public record TenantRules(
    ZoneId zone, Set<String> honeyCards, Set<String> off, Map<String, Integer> ceilings) {

  public TenantRules {
    honeyCards = Set.copyOf(honeyCards);
    off = Set.copyOf(off);
    ceilings = Map.copyOf(ceilings);
  }
}
