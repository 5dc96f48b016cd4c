package jp.meishigura.gateway.domain.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RingCacheTest {

  private static final int CAPACITY = 3;

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final RingCache cache = new RingCache(Duration.ofMinutes(5), CAPACITY, 1000, () -> now);

  private static RingCache.Name name(int tenant) {
    return new RingCache.Name(new UUID(0, tenant), SecretKind.TENANT_KEY);
  }

  private static Ring ring() {
    return new Ring(List.of(TenantSecret.fresh(1), TenantSecret.fresh(2)));
  }

  private static void assertZeroed(Ring ring) {
    assertThat(ring.newestFirst())
        .isNotEmpty()
        .allSatisfy(
            secret ->
                assertThatThrownBy(() -> secret.bytes().expose())
                    .isInstanceOf(IllegalStateException.class));
  }

  private static void assertUsable(Ring ring) {
    assertThat(ring.newestFirst())
        .allSatisfy(secret -> assertThat(secret.bytes().expose()).isNotEqualTo(new byte[32]));
  }

  @Example
  void a_ring_is_kept_for_its_time_whether_used_or_not_and_then_zeroed() {
    Ring ring = ring();
    cache.keep(name(1), ring, cache.ticket());
    for (int minute = 0; minute < 5; minute++) {
      assertThat(cache.find(name(1))).isPresent();
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(cache.find(name(1))).isEmpty();
    assertZeroed(ring);
  }

  @Example
  void a_sweep_zeroes_what_nobody_asks_for_any_more_and_leaves_the_rest() {
    Ring old = ring();
    cache.keep(name(1), old, cache.ticket());
    now = now.plus(Duration.ofMinutes(3));
    Ring young = ring();
    cache.keep(name(2), young, cache.ticket());
    now = now.plus(Duration.ofMinutes(3));
    assertThat(cache.live()).isEqualTo(1);
    cache.sweep();
    assertZeroed(old);
    assertUsable(young);
  }

  @Example
  void eviction_does_not_zero_a_copy_in_use_nor_closing_a_copy_the_cache() {
    cache.keep(name(1), ring(), cache.ticket());
    Ring inUse = cache.find(name(1)).orElseThrow();
    cache.find(name(1)).orElseThrow().close();
    assertThat(cache.find(name(1)).orElseThrow().newest()).isPresent();
    cache.forget(name(1));
    assertUsable(inUse);
  }

  @Example
  void a_replaced_ring_is_zeroed_and_so_are_all_at_the_end() {
    Ring first = ring();
    cache.keep(name(1), first, cache.ticket());
    Ring second = ring();
    cache.keep(name(1), second, cache.ticket());
    assertZeroed(first);
    assertUsable(second);
    cache.clear();
    assertZeroed(second);
    assertThat(cache.find(name(1))).isEmpty();
  }

  @Example
  void a_ring_serves_so_often_and_not_once_more_and_is_zeroed_then() {
    RingCache bounded = new RingCache(Duration.ofMinutes(5), CAPACITY, 3, () -> now);
    Ring ring = ring();
    bounded.keep(name(1), ring, bounded.ticket());
    for (int use = 0; use < 3; use++) {
      assertThat(bounded.find(name(1))).isPresent();
    }
    assertThat(bounded.live()).isZero();
    assertThat(bounded.find(name(1))).isEmpty();
    assertZeroed(ring);
  }

  @Example
  void kinds_are_kept_apart() {
    cache.keep(name(1), ring(), cache.ticket());
    assertThat(cache.find(new RingCache.Name(new UUID(0, 1), SecretKind.INDEX_SECRET))).isEmpty();
  }

  @Property(tries = 200)
  void it_never_holds_more_than_its_capacity_and_zeroes_what_it_drops(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 9) Integer> tenants) {
    RingCache small = new RingCache(Duration.ofMinutes(5), CAPACITY, 1000, () -> now);
    List<Ring> all = new ArrayList<>();
    for (int tenant : tenants) {
      Ring ring = ring();
      all.add(ring);
      small.keep(name(tenant), ring, small.ticket());
      assertThat(small.live()).isLessThanOrEqualTo(CAPACITY);
      assertThat(small.find(name(tenant))).as("the newest").isPresent();
    }
    small.clear();
    all.forEach(RingCacheTest::assertZeroed);
  }
}
