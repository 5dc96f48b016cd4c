package jp.meishigura.audit.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PageTest {

  private static final Instant NOW = Instant.parse("2026-11-02T00:00:00Z");

  private static Entry entry(long leafIndex) {
    AuditEvent event =
        new AuditEvent(
            UUID.randomUUID(),
            NOW,
            "contacts-service",
            UUID.randomUUID(),
            "aozora",
            new Actor(Actor.Kind.person, "hanako", "web", null),
            "card.read",
            Decision.allowed,
            null,
            null,
            null,
            List.of(),
            Map.of(),
            null,
            null);
    return new Entry(leafIndex, NOW, event);
  }

  /** What a store does: the first entries of the window, one more than the limit. */
  private static List<Entry> list(SortedSet<Integer> log, Window window, int most) {
    return log.stream()
        .filter(leaf -> leaf >= window.from() && leaf < window.below())
        .limit(most)
        .map(PageTest::entry)
        .toList();
  }

  @Property(tries = 300)
  void pages_hold_every_entry_of_the_first_moment_once_and_in_order(
      @ForAll @Size(max = 60) List<@IntRange(max = 200) Integer> leaves,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    SortedSet<Integer> log = new TreeSet<>(leaves);
    List<Long> before = log.stream().map(Integer::longValue).toList();
    int size = log.isEmpty() ? 0 : log.last() + 1;

    List<Long> seen = new ArrayList<>();
    Window window = Window.of(size);
    while (window != null) {
      Page page = Page.of(list(log, window, limit + 1), window, limit);
      assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
      page.entries().forEach(entry -> seen.add(entry.leafIndex()));
      // Each page adds an entry to the log, as in life.
      log.add(log.isEmpty() ? 0 : log.last() + 1);
      window = page.rest();
    }
    assertThat(seen).isEqualTo(before);
  }
}
