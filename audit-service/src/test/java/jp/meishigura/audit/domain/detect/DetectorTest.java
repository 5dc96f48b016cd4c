package jp.meishigura.audit.domain.detect;

import static jp.meishigura.audit.domain.detect.Events.MONDAY;
import static jp.meishigura.audit.domain.detect.Events.TENANT;
import static jp.meishigura.audit.domain.detect.Events.card;
import static jp.meishigura.audit.domain.detect.Events.entry;
import static jp.meishigura.audit.domain.detect.Events.person;
import static jp.meishigura.audit.domain.detect.Events.read;
import static jp.meishigura.audit.domain.detect.Events.through;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import jp.meishigura.audit.domain.finding.Finding;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.log.Entry;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class DetectorTest {

  private final Detector detector = new Detector(TENANT, TestRules.low(card(66).toString()));
  private final Map<UUID, Finding> findings = new TreeMap<>();
  private final List<UUID> opened = new ArrayList<>();

  private void apply(Entry entry) {
    for (Change change : detector.apply(entry)) {
      findings.put(change.finding().id(), change.finding());
      if (change.opened()) {
        opened.add(change.finding().id());
      }
    }
  }

  private List<String> rules() {
    return findings.values().stream().map(Finding::rule).sorted().toList();
  }

  /** Reads of different cards, one a minute. */
  private void reads(int count, int person, long leaf, Instant from) {
    for (int i = 0; i < count; i++) {
      apply(read(leaf + i, from.plusSeconds(60L * i), person, (int) leaf + i));
    }
  }

  @Example
  void so_many_cards_for_one_person_are_a_finding_and_one_fewer_are_none() {
    reads(9, 1, 0, MONDAY);
    reads(9, 2, 100, MONDAY);
    assertThat(findings).isEmpty();

    apply(read(200, MONDAY.plusSeconds(600), 1, 200));

    assertThat(findings.values())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("cards-per-hour");
              assertThat(finding.person()).isEqualTo(person(1));
              assertThat(finding.firstLeaf()).isZero();
              assertThat(finding.lastLeaf()).isEqualTo(200);
              assertThat(finding.threshold()).isEqualTo(10);
              assertThat(finding.events()).isEqualTo(10);
              assertThat(finding.evidence()).hasSize(10);
            });
  }

  @Example
  void the_same_card_again_is_no_other_card() {
    for (int i = 0; i < 50; i++) {
      apply(read(i, MONDAY.plusSeconds(i), 1, i % 9));
    }
    assertThat(findings).isEmpty();
  }

  @Example
  void what_is_spread_over_more_than_the_time_is_none() {
    for (int i = 0; i < 20; i++) {
      apply(read(i, MONDAY.plus(Duration.ofMinutes(10L * i)), 1, i));
    }
    assertThat(findings).isEmpty();
  }

  @Example
  void a_finding_stays_one_while_enough_is_counted_and_is_over_after_a_quiet_time() {
    reads(60, 1, 0, MONDAY);
    assertThat(rules()).containsExactly("cards-per-day", "cards-per-hour");
    Finding hourly = finding("cards-per-hour");
    assertThat(hourly.events()).isEqualTo(60);
    assertThat(hourly.evidence()).hasSizeBetween(50, Finding.EVIDENCE).isSorted();

    // Less than opens one, and more than closes it; the hour of the last five and half an hour
    // more.
    Instant later = hourly.holdsUntil().minusSeconds(1);
    apply(read(1000, later, 1, 1000));
    assertThat(opened).hasSize(2);

    reads(12, 1, 2000, finding("cards-per-hour").holdsUntil().plusSeconds(1));
    assertThat(opened).hasSize(3).doesNotHaveDuplicates();
  }

  private Finding finding(String rule) {
    return findings.values().stream()
        .filter(one -> one.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Example
  void refusals_and_then_a_success_are_a_finding_and_refusals_alone_or_a_success_before_are_none() {
    apply(read(0, MONDAY, 1, 1));
    for (int i = 1; i <= 10; i++) {
      apply(refused(i, MONDAY.plusSeconds(i), 1));
      apply(
          i < 10
              ? refused(100 + i, MONDAY.plusSeconds(i), 2)
              : read(110, MONDAY.plusSeconds(11), 2, 1));
    }
    assertThat(findings).isEmpty();

    apply(read(200, MONDAY.plusSeconds(20), 1, 1));

    assertThat(rules()).containsExactly("refusals-then-success");
    assertThat(findings.values().iterator().next().firstLeaf()).isEqualTo(1);
  }

  private static Entry refused(long leaf, Instant at, int person) {
    return entry(leaf, at, at, "card.reveal", Decision.refused, person, card(5));
  }

  @Example
  void working_hours_are_those_of_the_tenants_zone() {
    // Seven in the morning of a Tuesday in Tokyo is ten in the evening of Monday in UTC.
    Instant seven = Instant.parse("2026-11-02T22:00:00Z");
    reads(5, 1, 0, seven);
    assertThat(findings).isEmpty();
    reads(5, 2, 100, seven.minus(Duration.ofMinutes(5)));
    assertThat(rules()).containsExactly("off-hours-bulk");
    // A Saturday.
    reads(5, 3, 200, Instant.parse("2026-11-07T03:00:00Z"));
    assertThat(rules()).containsExactly("off-hours-bulk", "off-hours-bulk");
  }

  /** Ten of the same cards on each of these days; a week before, too many cards would be found. */
  private void usualDays(int days, int person) {
    for (int day = 0; day < days; day++) {
      for (int i = 0; i < 10; i++) {
        Instant at = MONDAY.plus(Duration.ofDays(day)).plusSeconds(60L * i);
        apply(through("192.0.2.7", read(day * 1_000L + person * 100L + i, at, person, i % 4)));
      }
    }
  }

  @Example
  void a_day_unlike_ones_own_is_found_and_a_busy_day_of_a_busy_person_or_a_first_day_is_not() {
    usualDays(4, 1);
    usualDays(2, 2);
    Instant friday = MONDAY.plus(Duration.ofDays(4));
    for (int i = 0; i < 49; i++) {
      apply(through("192.0.2.7", read(50_000 + i, friday.plusSeconds(i), 1, i % 4)));
      // Of two days nobody knows what is usual.
      apply(through("192.0.2.7", read(60_000 + i, friday.plusSeconds(i), 2, i % 4)));
    }
    assertThat(findings).isEmpty();
    apply(through("192.0.2.7", read(70_000, friday.plusSeconds(60), 1, 0)));
    assertThat(rules()).containsExactly("unusual-day");
    assertThat(findings.values().iterator().next().person()).isEqualTo(person(1));
  }

  @Example
  void volume_in_a_network_that_is_new_to_somebody_is_found() {
    usualDays(1, 1);
    Instant tuesday = MONDAY.plus(Duration.ofDays(1));
    for (int i = 0; i < 5; i++) {
      apply(through("198.51.100.7", read(5_000 + i, tuesday.plusSeconds(i), 1, i % 4)));
      // The same network, another address.
      apply(through("192.0.2.99", read(6_000 + i, tuesday.plusSeconds(i), 1, i % 4)));
      // A first day.
      apply(through("198.51.100.7", read(7_000 + i, tuesday.plusSeconds(i), 3, i % 4)));
      apply(through("198.51.100.7", read(8_000 + i, tuesday.plusSeconds(i), 3, i % 4)));
    }
    assertThat(findings).isEmpty();
    apply(through("198.51.100.200", read(9_000, tuesday.plusSeconds(60), 1, 0)));
    assertThat(rules()).containsExactly("new-network-bulk");
    // An hour later it is not new any more.
    Instant later = tuesday.plus(Duration.ofHours(9));
    for (int i = 0; i < 9; i++) {
      apply(through("198.51.100.7", read(20_000 + i, later.plusSeconds(i), 1, i % 4)));
    }
    assertThat(opened).hasSize(1);
  }

  @Example
  void many_erasures_by_one_person_are_a_finding() {
    for (int i = 0; i < 4; i++) {
      apply(entry(i, MONDAY, MONDAY, "card.erase", Decision.allowed, 1, card(i)));
    }
    assertThat(rules()).containsExactly("mass-deletion");
  }

  @Example
  void a_honey_card_is_touched_once_even_by_a_refused_attempt() {
    apply(entry(0, MONDAY, MONDAY, "card.read", Decision.refused, 1, card(65)));
    assertThat(findings).isEmpty();
    apply(entry(1, MONDAY, MONDAY, "card.read", Decision.refused, 1, card(66)));
    apply(entry(2, MONDAY, MONDAY, "card.reveal", Decision.refused, 1, card(66)));
    assertThat(rules()).containsExactly("honey-card");
    assertThat(finding("honey-card").card()).isEqualTo(card(66));
    assertThat(finding("honey-card").events()).isEqualTo(2);
  }

  @Example
  void a_producer_whose_clock_is_ahead_hides_nothing() {
    apply(
        entry(
            0,
            MONDAY.plus(Duration.ofDays(300)),
            MONDAY,
            "card.read",
            Decision.allowed,
            9,
            card(1)));
    reads(10, 1, 1, MONDAY.plusSeconds(1));
    assertThat(rules()).containsExactly("cards-per-hour");
  }

  @Example
  void what_comes_late_is_counted_when_it_happened() {
    Instant now = MONDAY.plus(Duration.ofHours(5));
    apply(read(0, now, 2, 1));
    for (int i = 1; i <= 10; i++) {
      apply(entry(i, MONDAY.plusSeconds(i), now, "card.read", Decision.allowed, 1, card(i)));
    }
    assertThat(rules()).containsExactly("cards-per-hour");
  }

  /**
   * The heart of it: whoever is killed, wherever, and however entries come in batches, finds the
   * same, and opens each finding once.
   */
  @Property(tries = 400)
  void a_restart_anywhere_finds_the_same_once(
      @ForAll("logs") List<Entry> log, @ForAll("cuts") Set<Integer> cuts) {
    Run whole = new Run();
    Detector one = whole.detector();
    log.forEach(entry -> whole.apply(one, entry));

    Run broken = new Run();
    Detector now = broken.detector();
    for (int i = 0; i < log.size(); i++) {
      if (cuts.contains(i)) {
        now = broken.again(log.subList(0, i));
      }
      if (i % 7 == 3) {
        now.sweep();
      }
      broken.apply(now, log.get(i));
    }

    assertThat(broken.findings).isEqualTo(whole.findings);
    assertThat(broken.opened).isEqualTo(whole.opened).doesNotHaveDuplicates();
  }

  /** What is kept, as the database keeps it. */
  private static final class Run {
    private final Map<UUID, Finding> findings = new TreeMap<>();
    private final List<UUID> opened = new ArrayList<>();

    Detector detector() {
      return new Detector(TENANT, TestRules.low(card(3).toString()));
    }

    void apply(Detector detector, Entry entry) {
      for (Change change : Detector.last(detector.apply(entry))) {
        findings.put(change.finding().id(), change.finding());
        if (change.opened()) {
          opened.add(change.finding().id());
        }
      }
    }

    /** As after a kill: findings from the table, and the end of the log again. */
    Detector again(List<Entry> log) {
      Detector detector = detector();
      Map<List<Object>, Finding> last = new HashMap<>();
      findings
          .values()
          .forEach(
              finding ->
                  last.merge(
                      List.of(finding.rule(), finding.group()),
                      finding,
                      (a, b) -> a.openedLeaf() > b.openedLeaf() ? a : b));
      last.values().forEach(detector::learn);
      if (!log.isEmpty()) {
        Instant since = Detector.time(log.getLast()).minus(detector.lookback());
        int first = 0;
        while (Detector.time(log.get(first)).isBefore(since)) {
          first++;
        }
        log.subList(first, log.size()).forEach(detector::learn);
      }
      return detector;
    }
  }

  @Provide
  Arbitrary<Set<Integer>> cuts() {
    return Arbitraries.integers().between(0, 160).set().ofMaxSize(12);
  }

  /** Bursts of few people, some entries hours late, some quiet days between. */
  @Provide
  Arbitrary<List<Entry>> logs() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2),
            Arbitraries.of("card.read", "card.read", "card.reveal", "card.erase"),
            Arbitraries.of(Decision.allowed, Decision.allowed, Decision.refused),
            Arbitraries.integers().between(0, 40),
            Arbitraries.frequency(Tuple.of(40, 60), Tuple.of(4, 3_600), Tuple.of(2, 30 * 3_600)),
            Arbitraries.frequency(Tuple.of(20, 0), Tuple.of(3, 1_800), Tuple.of(1, 30_000)))
        .as(Raw::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(160)
        .map(DetectorTest::log);
  }

  private record Raw(int person, String action, Decision decision, int card, int after, int late) {}

  private static List<Entry> log(List<Raw> raw) {
    List<Entry> log = new ArrayList<>();
    Instant now = MONDAY;
    for (int i = 0; i < raw.size(); i++) {
      Raw one = raw.get(i);
      now = now.plusSeconds(one.after());
      log.add(
          through(
              "192.0." + one.card() / 30 + ".1",
              entry(
                  i * 3L,
                  now.minusSeconds(one.late()),
                  now,
                  one.action(),
                  one.decision(),
                  one.person(),
                  card(one.card()))));
    }
    return log;
  }

  @Example
  void two_tenants_have_no_finding_in_common() {
    Set<UUID> ids = new HashSet<>();
    for (UUID tenant : List.of(new UUID(7, 1), new UUID(7, 2))) {
      ids.add(FindingIds.of(tenant, "r", List.of("a", "b"), 1));
      ids.add(FindingIds.of(tenant, "r", List.of("ab"), 1));
      ids.add(FindingIds.of(tenant, "r", List.of("ab"), 2));
    }
    assertThat(ids).hasSize(6);
    assertThat(new TreeSet<>(ids)).allSatisfy(id -> assertThat(id.version()).isEqualTo(8));
  }
}
