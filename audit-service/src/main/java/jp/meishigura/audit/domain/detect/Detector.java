package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.log.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Applies a tenant's rules to its entries, one after the other in the order of the log. What it
 * finds depends on nothing else: not on the clock, not on how entries come in batches, and not on a
 * restart, if it is given the entries of {@link #lookback} again and the findings that it made.
 *
 * <p>An entry's time is when it happened, or when the log took it where that is earlier: a producer
 * whose clock is ahead moves nobody's window.
 */
public final class Detector {

  private record Key(String rule, List<String> group) {}

  private static final Duration LATEST = Duration.ofDays(1);

  private final UUID tenant;
  private final List<Rule> rules;
  private final Map<Key, Meter> meters = new HashMap<>();
  private final Map<Key, Finding> findings = new HashMap<>();
  private Instant now = Instant.MIN;

  public Detector(UUID tenant, List<Rule> rules) {
    this.tenant = tenant;
    this.rules = List.copyOf(rules);
  }

  /** When an entry counts. */
  public static Instant time(Entry entry) {
    Instant at = entry.event().at();
    return at.isAfter(entry.appendedAt()) ? entry.appendedAt() : at;
  }

  /** How much older than the newest one entries are that must be read again after a restart. */
  public Duration lookback() {
    return rules.stream().map(Rule::lookback).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** An entry whose findings were made before, or are not wanted: it is counted. */
  public void learn(Entry entry) {
    List<Change> _ = run(entry, false);
  }

  /** A finding that was made before. */
  public void learn(Finding finding) {
    findings.merge(
        new Key(finding.rule(), finding.group()),
        finding,
        (one, other) -> one.openedLeaf() > other.openedLeaf() ? one : other);
  }

  /** What an entry changes. */
  public List<Change> apply(Entry entry) {
    return run(entry, true);
  }

  /** Forgets what counts no more; nothing that is found depends on when this is done. */
  public void sweep() {
    meters.values().removeIf(meter -> meter.isEmpty(now));
    findings.values().removeIf(this::gone);
  }

  /** What comes later than this does not go on with a finding that was over. */
  private boolean gone(Finding finding) {
    return finding.holdsUntil().plus(LATEST).isBefore(now);
  }

  private List<Change> run(Entry entry, boolean finding) {
    Instant time = time(entry);
    now = time.isAfter(now) ? time : now;
    List<Change> changes = new ArrayList<>();
    for (Rule rule : rules) {
      counted(rule, entry, time)
          .ifPresent(
              group -> {
                if (finding) {
                  decide(rule, group, entry, time).ifPresent(changes::add);
                }
              });
    }
    return changes;
  }

  /** The group that a rule counts an entry in, if it does. */
  private Optional<List<String>> counted(Rule rule, Entry entry, Instant time) {
    @Nullable List<String> group = null;
    boolean counts = false;
    List<Selection> selections = rule.correlation().selections();
    for (int step = 0; step < selections.size(); step++) {
      if (selections.get(step).picks(entry.event(), time)) {
        group = group == null ? rule.group(entry.event()).orElse(null) : group;
        if (group == null) {
          return Optional.empty();
        }
        Hit hit = new Hit(time, entry.leafIndex(), now);
        counts |= meter(rule, group).hit(step, hit, entry.event());
      }
    }
    return counts ? Optional.ofNullable(group) : Optional.empty();
  }

  private Meter meter(Rule rule, List<String> group) {
    return meters.computeIfAbsent(new Key(rule.name(), group), _ -> new Meter(rule));
  }

  private Optional<Change> decide(Rule rule, List<String> group, Entry entry, Instant time) {
    Key key = new Key(rule.name(), group);
    Reading reading = meter(rule, group).read(time);
    @Nullable Finding known = findings.get(key);
    boolean open = known != null && !time.isAfter(known.holdsUntil()) && !gone(known);
    if (!open && !reading.over()) {
      return Optional.empty();
    }
    Finding finding =
        open && known != null
            ? Findings.goesOn(known, reading, rule, entry.leafIndex())
            : Findings.open(tenant, rule, group, reading, entry, time);
    findings.put(key, finding);
    return Optional.of(new Change(rule, finding, !open));
  }

  /** The last state of each finding that changed; opened where one of the changes opened it. */
  public static List<Change> last(List<Change> changes) {
    Map<UUID, Change> last = new LinkedHashMap<>();
    for (Change change : changes) {
      last.merge(
          change.finding().id(),
          change,
          (one, next) -> new Change(next.rule(), next.finding(), one.opened() || next.opened()));
    }
    return List.copyOf(last.values());
  }
}
