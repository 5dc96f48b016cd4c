package jp.meishigura.contacts.domain.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StopsTest {

  private final UUID tenant = UUID.randomUUID();
  private final UUID person = UUID.randomUUID();

  /** Odd revisions stop, even ones lift. */
  @Property
  void the_highest_revision_counts_in_whatever_order_and_however_often_words_come(
      @ForAll @IntRange(min = 1, max = 12) int words, @ForAll long seed) {
    Stops stops = new Stops();
    UUID who = UUID.randomUUID();
    List<Long> order =
        new ArrayList<>(LongStream.range(0, 2L * words).map(n -> n % words + 1).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    order.forEach(revision -> stops.hear(who, who, revision % 2 == 1, revision));
    assertThat(stops.isStopped(who, who.toString())).isEqualTo(words % 2 == 1);
  }

  @Test
  void a_stop_is_one_persons_in_one_tenant_however_the_id_is_written() {
    Stops stops = new Stops();
    stops.hear(tenant, person, true, 1);
    assertThat(stops.isStopped(tenant, person.toString())).isTrue();
    assertThat(stops.isStopped(tenant, person.toString().toUpperCase(Locale.ROOT))).isTrue();
    assertThat(stops.isStopped(tenant, UUID.randomUUID().toString())).isFalse();
    assertThat(stops.isStopped(UUID.randomUUID(), person.toString())).isFalse();
    assertThat(stops.isStopped(tenant, "contacts-service")).isFalse();
  }
}
