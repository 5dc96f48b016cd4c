package jp.meishigura.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.search.Openings;
import jp.meishigura.contacts.domain.search.PageGone;
import jp.meishigura.contacts.domain.search.SearchEntry;
import jp.meishigura.contacts.domain.search.SearchPage;
import jp.meishigura.contacts.domain.search.SearchQuestion;
import jp.meishigura.contacts.domain.search.SearchSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LuceneCardSearchTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final UUID TENANT = UUID.randomUUID();
  private static final Openings OPEN = open(1);

  private final List<SearchEntry> rows = new ArrayList<>();
  private final AtomicInteger builds = new AtomicInteger();
  private SearchSource source =
      (tenant, sink) -> {
        builds.incrementAndGet();
        rows.forEach(sink);
      };
  private final LuceneCardSearch search =
      new LuceneCardSearch((tenant, sink) -> source.readAll(tenant, sink), 2);

  @AfterEach
  void close() {
    search.close();
  }

  @Test
  void a_part_of_name_reading_or_company_finds_in_any_script_and_width() {
    UUID sato = given(entry("佐藤 太郎", "サトウ タロウ", "株式会社みなと製作所"));
    UUID takahashi = given(entry("髙橋 美咲", "ﾀｶﾊｼ ﾐｻｷ", "北斗システム㈱"));
    UUID yoshida = given(entry("𠮷田 悠斗", "よしだ ゆうと", "Fujimi Electric"));
    UUID kate = given(entry("Kate Williams", "", "Northwind"));

    for (String part :
        List.of("佐藤", "藤太", "佐藤 太郎", "佐藤太郎", "佐", "さとう", "ｻﾄｳ", "トウタ", "ミナト", "製作")) {
      assertThat(found(part)).as(part).containsExactly(sato);
    }
    assertThat(found("高橋")).containsExactly(takahashi);
    assertThat(found("ホクト")).isEmpty();
    assertThat(found("しすてむ")).containsExactly(takahashi);
    assertThat(found("𠮷")).containsExactly(yoshida);
    assertThat(found("吉田")).containsExactly(yoshida);
    assertThat(found("ＦＵＪＩ")).containsExactly(yoshida);
    assertThat(found("williams")).containsExactly(kate);
    assertThat(found("ﾄ")).containsExactlyInAnyOrder(sato, yoshida);
  }

  @Test
  void a_part_does_not_reach_from_one_text_into_the_next_nor_skip_letters() {
    given(entry("佐藤 太郎", "さとう たろう", "みなと"));

    assertThat(found("太郎さとう")).isEmpty();
    assertThat(found("たろうみな")).isEmpty();
    assertThat(found("佐太")).isEmpty();
    assertThat(found("さとたろ")).isEmpty();
  }

  @Test
  void what_folds_to_nothing_and_what_looks_like_a_query_finds_nothing() {
    given(entry("佐藤 太郎", "", ""));

    assertThat(
            Stream.of(
                "", " ", "・", "*", "?", "*:*", "佐藤 OR 田中", "open:sales", "\0", "x".repeat(100_000)))
        .allSatisfy(part -> assertThat(found(part)).as(part).isEmpty());
  }

  @Test
  void only_cards_open_for_the_purpose_now_are_found() {
    UUID open = given(entry("一", "いち", "").openUntil(1, Instant.MAX).build());
    UUID ending = given(entry("二", "に", "").openUntil(1, NOW.plusMillis(1)).build());
    given(entry("三", "さん", "").openUntil(1, NOW).build());
    given(entry("四", "し", "").build(Openings.NONE));

    assertThat(all(NOW)).containsExactly(open, ending);
    assertThat(all(NOW.plusMillis(1))).containsExactly(open);
    assertThat(search.find(TENANT, new SearchQuestion("other", NOW, null, 10, null)).cards())
        .isEmpty();
  }

  @Test
  void a_search_sees_every_write_before_it() {
    assertThat(all(NOW)).isEmpty();
    UUID card = UUID.randomUUID();
    search.put(TENANT, new SearchEntry(card, 1, List.of("旧 姓"), List.of(), List.of(), OPEN));
    assertThat(found("旧")).containsExactly(card);
    search.put(TENANT, new SearchEntry(card, 2, List.of("新 姓"), List.of(), List.of(), OPEN));
    assertThat(found("旧")).isEmpty();
    assertThat(found("新")).containsExactly(card);
    search.open(TENANT, card, new Openings(2, Map.of()));
    assertThat(found("新")).isEmpty();
    search.open(TENANT, card, open(3));
    assertThat(found("新")).containsExactly(card);
    search.remove(TENANT, card);
    assertThat(found("新")).isEmpty();
    search.put(TENANT, new SearchEntry(card, 9, List.of("新 姓"), List.of(), List.of(), open(9)));
    search.open(TENANT, card, open(10));
    assertThat(found("新")).isEmpty();
  }

  @Test
  void a_late_writer_undoes_neither_a_withdrawal_nor_a_change() {
    assertThat(all(NOW)).isEmpty();
    UUID card = UUID.randomUUID();
    search.open(TENANT, card, new Openings(2, Map.of()));
    search.put(TENANT, new SearchEntry(card, 2, List.of("新"), List.of(), List.of(), OPEN));
    assertThat(all(NOW)).isEmpty();
    search.open(TENANT, card, open(1));
    assertThat(all(NOW)).isEmpty();
    search.open(TENANT, card, open(3));
    search.put(TENANT, new SearchEntry(card, 1, List.of("旧"), List.of(), List.of(), open(4)));
    assertThat(found("新")).containsExactly(card);
    assertThat(found("旧")).isEmpty();
  }

  @Test
  void consent_that_came_before_its_card_counts() {
    assertThat(all(NOW)).isEmpty();
    UUID card = UUID.randomUUID();
    search.open(TENANT, card, open(1));
    search.put(TENANT, new SearchEntry(card, 1, List.of("森"), List.of(), List.of(), Openings.NONE));
    assertThat(found("森")).containsExactly(card);
  }

  @Test
  void pages_follow_gojuon_order_without_gaps_or_repeats_while_cards_come_and_go() {
    List<UUID> expected = new ArrayList<>();
    for (String reading : List.of("あ", "い", "う", "え", "お", "か", "が", "き", "く", "け")) {
      expected.add(given(entry("名" + reading, reading, "")));
    }
    UUID kanji = given(entry("安藤", "", ""));
    expected.add(kanji);

    List<UUID> seen = new ArrayList<>();
    @Nullable UUID after = null;
    boolean more = true;
    while (more) {
      SearchPage page = search.find(TENANT, new SearchQuestion("sales", NOW, null, 3, after));
      seen.addAll(page.cards());
      more = page.more();
      after = seen.getLast();
      // Locking the last card of a page must not lose the place.
      search.open(TENANT, after, new Openings(2, Map.of()));
      search.put(
          TENANT,
          new SearchEntry(UUID.randomUUID(), 1, List.of("前"), List.of("ああ"), List.of(), OPEN));
    }

    assertThat(seen).containsExactlyElementsOf(expected);
  }

  @Test
  void cards_of_the_same_name_are_paged_too() {
    for (int i = 0; i < 25; i++) {
      given(entry("佐藤 太郎", "さとう たろう", ""));
    }
    List<UUID> seen = new ArrayList<>();
    @Nullable UUID after = null;
    for (int page = 0; page < 5; page++) {
      var found = search.find(TENANT, new SearchQuestion("sales", NOW, "佐藤", 5, after));
      assertThat(found.more()).isEqualTo(page < 4);
      seen.addAll(found.cards());
      after = seen.getLast();
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void a_page_after_a_removed_card_says_so() {
    UUID card = given(entry("一", "", ""));
    assertThat(all(NOW)).containsExactly(card);
    search.remove(TENANT, card);
    assertThatThrownBy(() -> search.find(TENANT, new SearchQuestion("sales", NOW, null, 3, card)))
        .isInstanceOf(PageGone.class);
  }

  @Test
  void tenants_do_not_see_each_others_cards() {
    given(entry("佐藤", "", ""));
    assertThat(found("佐藤")).hasSize(1);
    UUID other = UUID.randomUUID();
    rows.clear();
    assertThat(search.find(other, new SearchQuestion("sales", NOW, "佐藤", 9, null)).cards())
        .isEmpty();
  }

  @Test
  void indexes_are_built_once_and_again_after_eviction() {
    given(entry("佐藤", "", ""));
    found("佐藤");
    found("佐藤");
    assertThat(builds).hasValue(1);
    search.evict(TENANT);
    search.put(TENANT, entry("未", "", "").openUntil(1, Instant.MAX).build());
    assertThat(found("佐藤")).hasSize(1);
    assertThat(builds).hasValue(2);
    search.find(UUID.randomUUID(), new SearchQuestion("sales", NOW, null, 9, null));
    search.find(UUID.randomUUID(), new SearchQuestion("sales", NOW, null, 9, null));
    found("佐藤");
    assertThat(builds).hasValue(5);
    search.evictIdleSince(NOW);
    found("佐藤");
    assertThat(builds).hasValue(5);
    search.evictIdleSince(NOW.plusSeconds(1));
    found("佐藤");
    assertThat(builds).hasValue(6);
  }

  @Test
  void a_failed_build_is_tried_again() {
    given(entry("佐藤", "", ""));
    SearchSource good = source;
    source =
        (tenant, sink) -> {
          good.readAll(tenant, sink);
          throw new IllegalStateException("keys unavailable");
        };
    assertThatThrownBy(() -> found("佐藤")).isInstanceOf(IllegalStateException.class);
    source = good;
    assertThat(found("佐藤")).hasSize(1);
  }

  @Test
  void a_withdrawal_during_the_build_counts() throws Exception {
    UUID card = given(entry("佐藤", "", ""));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch withdrawn = new CountDownLatch(1);
    SearchSource good = source;
    source =
        (tenant, sink) -> {
          reading.countDown();
          await(withdrawn);
          good.readAll(tenant, sink);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<UUID>> found = threads.submit(() -> found("佐藤"));
      await(reading);
      search.open(TENANT, card, new Openings(2, Map.of()));
      withdrawn.countDown();
      assertThat(found.get(10, TimeUnit.SECONDS)).isEmpty();
    }
  }

  @Test
  void searches_writers_and_evictions_at_once_break_nothing() throws Exception {
    for (int i = 0; i < 50; i++) {
      given(entry("佐藤" + i, "", ""));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    assertThat(found("佐藤")).hasSizeGreaterThanOrEqualTo(50);
                  }
                }));
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    search.put(TENANT, entry("田中", "", "").openUntil(1, Instant.MAX).build());
                  }
                }));
      }
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  search.evict(TENANT);
                }
              }));
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void twenty_thousand_cards_build_in_seconds_and_search_in_milliseconds() {
    for (int i = 0; i < 20_000; i++) {
      rows.add(entry("佐藤" + i, "さとう" + i, "会社" + i % 100).openUntil(1, Instant.MAX).build());
    }
    long start = System.nanoTime();
    assertThat(found("佐藤123")).isNotEmpty();
    long built = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      found("藤1" + i);
      all(NOW);
    }
    long asked = System.nanoTime();
    System.out.printf(
        "20,000 cards: built in %d ms, a search in %.2f ms%n",
        (built - start) / 1_000_000, (asked - built) / 400e6);
    assertThat(asked - built).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }

  private List<UUID> found(String part) {
    return search.find(TENANT, new SearchQuestion("sales", NOW, part, 100, null)).cards();
  }

  private List<UUID> all(Instant now) {
    return search.find(TENANT, new SearchQuestion("sales", now, null, 100, null)).cards();
  }

  private UUID given(Draft draft) {
    return given(draft.openUntil(1, Instant.MAX).build());
  }

  private UUID given(SearchEntry entry) {
    rows.add(entry);
    return entry.card();
  }

  private static Openings open(long revision) {
    return new Openings(revision, Map.of("sales", Instant.MAX));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Draft entry(String name, String reading, String company) {
    return new Draft(some(name), some(reading), some(company), Openings.NONE);
  }

  private static List<String> some(String... texts) {
    return Arrays.stream(texts).filter(text -> !text.isEmpty()).toList();
  }

  private record Draft(
      List<String> names, List<String> readings, List<String> companies, Openings openings) {
    Draft openUntil(long revision, Instant until) {
      return new Draft(names, readings, companies, new Openings(revision, Map.of("sales", until)));
    }

    SearchEntry build() {
      return build(openings);
    }

    SearchEntry build(Openings openings) {
      return new SearchEntry(UUID.randomUUID(), 1, names, readings, companies, openings);
    }
  }
}
