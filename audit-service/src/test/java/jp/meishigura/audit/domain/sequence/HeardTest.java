package jp.meishigura.audit.domain.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import jp.meishigura.audit.domain.sequence.Heard.Numbered;
import jp.meishigura.audit.domain.sequence.Ranges.Range;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Numbers in any order, often and cut into any batches, against sets that are counted out. */
class HeardTest {

  private static Set<Long> numbers(List<Range> ranges) {
    Set<Long> all = new TreeSet<>();
    for (Range range : ranges) {
      for (long number = range.first(); number < range.end(); number++) {
        assertThat(all.add(number)).as("no number twice").isTrue();
      }
    }
    return all;
  }

  @Provide
  Arbitrary<List<List<Numbered>>> batches() {
    Arbitrary<Numbered> one =
        Arbitraries.longs()
            .between(0, 30)
            .flatMap(
                number -> Arbitraries.of(true, false).map(fresh -> new Numbered(number, fresh)));
    return one.list().ofMaxSize(12).list().ofMaxSize(8);
  }

  @Property
  void what_is_missing_is_what_has_not_come(@ForAll("batches") List<List<Numbered>> batches) {
    Heard heard = Heard.NOTHING;
    Set<Long> come = new HashSet<>();
    Set<Long> findings = new TreeSet<>();
    for (List<Numbered> batch : batches) {
      Set<Long> reused = new TreeSet<>();
      for (Numbered one : batch) {
        if (!come.add(one.number()) && one.fresh()) {
          reused.add(one.number());
        }
      }
      Heard.News news = heard.hear(batch);
      assertThat(numbers(news.reused().all())).isEqualTo(reused);

      // The table of findings, as the store keeps it, says at all times what the state says.
      Set<Long> arrived = numbers(news.arrived().all());
      assertThat(findings).containsAll(arrived);
      findings.removeAll(arrived);
      Set<Long> gaps = numbers(news.gaps());
      assertThat(Collections.disjoint(findings, gaps)).isTrue();
      findings.addAll(gaps);
      heard = news.then();
      assertThat(numbers(heard.missing().all())).isEqualTo(findings);
    }
    long next = come.stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
    assertThat(heard.next()).isEqualTo(next);
    Set<Long> missing = new TreeSet<>(LongStream.range(0, next).boxed().toList());
    missing.removeAll(come);
    assertThat(numbers(heard.missing().all())).isEqualTo(missing);
  }

  @Property
  void how_numbers_are_cut_into_batches_changes_nothing(
      @ForAll("batches") List<List<Numbered>> batches) {
    Heard cut = Heard.NOTHING;
    List<Numbered> all = new ArrayList<>();
    for (List<Numbered> batch : batches) {
      cut = cut.hear(batch).then();
      all.addAll(batch);
    }
    assertThat(Heard.NOTHING.hear(all).then()).isEqualTo(cut);
  }

  @Property
  void ranges_are_sets_of_numbers(@ForAll("batches") List<List<Numbered>> batches) {
    Ranges ranges = Ranges.NONE;
    Set<Long> set = new TreeSet<>();
    for (Numbered one : batches.stream().flatMap(List::stream).toList()) {
      ranges = one.fresh() ? ranges.with(one.number()) : ranges.without(one.number());
      if (one.fresh()) {
        set.add(one.number());
      } else {
        set.remove(one.number());
      }
    }
    assertThat(numbers(ranges.all())).isEqualTo(set);
    for (long number = -1; number < 33; number++) {
      assertThat(ranges.contains(number)).isEqualTo(set.contains(number));
    }
    for (int i = 1; i < ranges.all().size(); i++) {
      assertThat(ranges.all().get(i - 1).end())
          .as("joined")
          .isLessThan(ranges.all().get(i).first());
    }
  }

  @Example
  void a_stream_that_is_first_heard_of_in_its_midst_has_a_gap_before() {
    Heard.News news = Heard.NOTHING.hear(List.of(new Numbered(1_000_000_000_000L, true)));
    assertThat(news.gaps()).containsExactly(new Range(0, 1_000_000_000_000L));
    assertThat(news.then().next()).isEqualTo(1_000_000_000_001L);
  }
}
