package jp.meishigura.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void percentiles_are_by_nearest_rank_whatever_the_order() {
    for (int millis = 2_000; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }
    assertThat(latencies.millis(50)).isEqualTo(1_000);
    assertThat(latencies.millis(99)).isEqualTo(1_980);
    assertThat(latencies.millis(100)).isEqualTo(2_000);
    assertThat(latencies.millis(0.001)).isEqualTo(1);
  }

  @Test
  void one_request_is_every_percentile() {
    latencies.add(7_000_000);
    assertThat(latencies.millis(50)).isEqualTo(7);
    assertThat(latencies.millis(99)).isEqualTo(7);
  }

  @Test
  void what_is_added_after_a_percentile_was_asked_for_counts() {
    latencies.add(5_000_000);
    assertThat(latencies.millis(100)).isEqualTo(5);
    Latencies others = new Latencies();
    others.add(9_000_000);
    latencies.addAll(others);
    assertThat(latencies.millis(100)).isEqualTo(9);
    assertThat(latencies.count()).isEqualTo(2);
  }

  @Test
  void nothing_measured_is_nothing() {
    assertThat(latencies.millis(99)).isZero();
  }
}
