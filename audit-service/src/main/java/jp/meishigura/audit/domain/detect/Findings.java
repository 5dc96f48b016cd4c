package jp.meishigura.audit.domain.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.log.Actor;
import jp.meishigura.audit.domain.log.Entry;
import org.jspecify.annotations.Nullable;

/** Findings in the making. */
final class Findings {

  /** So many of the entries before are named; the others place is for those that follow. */
  private static final int BEFORE = Finding.EVIDENCE / 2;

  private Findings() {}

  static Finding open(
      UUID tenant, Rule rule, List<String> group, Reading reading, Entry entry, Instant time) {
    List<Long> leaves = reading.hits().stream().map(Hit::leaf).distinct().sorted().toList();
    Instant holds = reading.holdsUntil() == null ? time : reading.holdsUntil();
    return new Finding(
        FindingIds.of(tenant, rule.name(), group, entry.leafIndex()),
        tenant,
        rule.name(),
        rule.title(),
        rule.level(),
        group,
        person(rule, entry),
        rule.groupsBy("card") ? entry.event().card() : null,
        time,
        entry.leafIndex(),
        holds.plus(rule.quiet()),
        leaves.getFirst(),
        leaves.getLast(),
        threshold(rule.correlation()),
        leaves.size(),
        leaves.subList(Math.max(0, leaves.size() - BEFORE), leaves.size()));
  }

  static Finding goesOn(Finding before, Reading reading, Rule rule, long leaf) {
    List<Long> evidence = new ArrayList<>(before.evidence());
    if (evidence.size() < Finding.EVIDENCE) {
      evidence.add(leaf);
    }
    @Nullable Instant holds = reading.holdsUntil();
    Instant until = holds == null ? before.holdsUntil() : holds.plus(rule.quiet());
    return new Finding(
        before.id(),
        before.tenant(),
        before.rule(),
        before.title(),
        before.level(),
        before.group(),
        before.person(),
        before.card(),
        before.opened(),
        before.openedLeaf(),
        until.isAfter(before.holdsUntil()) ? until : before.holdsUntil(),
        before.firstLeaf(),
        Math.max(before.lastLeaf(), leaf),
        before.threshold(),
        before.events() + 1,
        evidence);
  }

  /** The person, where all that was counted is one's; clients and services are none. */
  private static @Nullable UUID person(Rule rule, Entry entry) {
    Actor actor = entry.event().actor();
    if (!rule.groupsBy("actor.id") || actor.kind() != Actor.Kind.person) {
      return null;
    }
    try {
      return UUID.fromString(actor.id());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static long threshold(Correlation correlation) {
    return switch (correlation) {
      case Correlation.EventCount count -> count.gte();
      case Correlation.ValueCount count -> count.gte();
      case Correlation.Temporal temporal -> temporal.steps().size();
    };
  }
}
