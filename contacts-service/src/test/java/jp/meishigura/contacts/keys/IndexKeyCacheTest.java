package jp.meishigura.contacts.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.testing.SettableClock;
import org.junit.jupiter.api.Test;

class IndexKeyCacheTest {

  private static final UUID TENANT = UUID.randomUUID();

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final SmallCaches config = new SmallCaches();
  private final IndexKeyCache cache =
      new IndexKeyCache(config, new Monotonic(clock, nanos::get), meters);

  private byte[] kept(UUID tenant) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    cache.keep(tenant, List.of(new IndexKey("phone", 1, SecretBytes.owning(bytes))));
    return bytes;
  }

  private boolean used() {
    return cache.of(TENANT).flatMap(keys -> keys.use(one -> one.versions("phone"))).isPresent();
  }

  @Test
  void keys_that_are_used_all_the_time_grow_old_all_the_same_and_are_zeroed() {
    byte[] bytes = kept(TENANT);
    assertThat(used()).isTrue();
    nanos.addAndGet(config.maxAge().toNanos());
    assertThat(used()).isFalse();
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void a_clock_that_is_set_back_keeps_no_key_alive() {
    kept(TENANT);
    clock.now = clock.now.minus(Duration.ofHours(1));
    nanos.addAndGet(config.maxAge().toNanos());
    assertThat(used()).isFalse();
  }

  @Test
  void keys_that_were_used_often_are_zeroed_and_asked_for_again() {
    byte[] bytes = kept(TENANT);
    for (int use = 0; use < config.indexUses(); use++) {
      assertThat(used()).isTrue();
    }
    assertThat(bytes).containsOnly(0);
    assertThat(used()).isFalse();
    kept(TENANT);
    assertThat(used()).isTrue();
  }

  @Test
  void the_tenant_that_was_not_used_for_longest_makes_room() {
    UUID other = UUID.randomUUID();
    byte[] otherBytes = kept(other);
    kept(TENANT);
    assertThat(cache.of(other)).isPresent();
    byte[] third = kept(UUID.randomUUID());
    assertThat(cache.of(TENANT)).isEmpty();
    assertThat(otherBytes).containsOnly(7);
    assertThat(third).containsOnly(7);
    assertThat(cache.count()).isEqualTo(config.indexTenants());
  }

  @Test
  void what_is_forgotten_replaced_or_swept_is_zeroed() {
    byte[] forgotten = kept(TENANT);
    cache.forget(TENANT);
    byte[] replaced = kept(TENANT);
    byte[] swept = kept(TENANT);
    cache.dropOld(clock.instant().plus(config.maxAge()));
    assertThat(forgotten).containsOnly(0);
    assertThat(replaced).containsOnly(0);
    assertThat(swept).containsOnly(0);
    assertThat(cache.count()).isZero();
  }

  @Test
  void hits_and_misses_are_counted() {
    assertThat(cache.of(TENANT)).isEmpty();
    kept(TENANT);
    assertThat(cache.of(TENANT)).isPresent();
    assertThat(meters.counter("meishigura.keys.index-cache", "result", "hit").count()).isOne();
    assertThat(meters.counter("meishigura.keys.index-cache", "result", "miss").count()).isOne();
  }
}
