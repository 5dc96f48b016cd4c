package jp.meishigura.audit.domain.finding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a rule found something. It names people and cards as the log does, by pseudonymous ids.
 *
 * @param id made of tenant, rule, group and the entry that opened it: found again, it is the same
 * @param group the values that the rule counts apart
 * @param person where the rule counts by person
 * @param opened when the entry happened that opened it
 * @param openedLeaf that entry
 * @param holdsUntil when it closes if nothing more comes
 * @param threshold what had to be counted
 * @param events entries that belong to it
 * @param evidence leaf indexes of some of them, in order, {@link #EVIDENCE} at the most
 */
public record Finding(
    UUID id,
    UUID tenant,
    String rule,
    String title,
    Level level,
    List<String> group,
    @Nullable UUID person,
    @Nullable UUID card,
    Instant opened,
    long openedLeaf,
    Instant holdsUntil,
    long firstLeaf,
    long lastLeaf,
    long threshold,
    long events,
    List<Long> evidence) {

  /** How many entries it names at the most. */
  public static final int EVIDENCE = 100;

  public Finding {
    group = List.copyOf(group);
    evidence = List.copyOf(evidence);
  }
}
