package jp.meishigura.contacts.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.SecretBytes;
import jp.meishigura.platform.service.Monotonic;
import jp.meishigura.platform.testing.SettableClock;
import org.junit.jupiter.api.Test;

class SubjectKeyCacheTest {

  private static final Tenant TENANT = new Tenant(UUID.randomUUID(), "aozora");

  private final SettableClock clock = new SettableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Forgettings forgettings = new Forgettings();
  private final SubjectKeyCache cache =
      new SubjectKeyCache(new SmallCaches(), new Monotonic(clock, nanos::get), forgettings, meters);

  @Test
  void a_key_is_a_copy_that_its_user_may_close() {
    UUID id = keep(TENANT);
    try (SecretBytes first = cache.copyOf(TENANT, id).orElseThrow()) {
      assertThat(first.expose()).containsOnly(7);
    }
    try (SecretBytes second = cache.copyOf(TENANT, id).orElseThrow()) {
      assertThat(second.expose()).containsOnly(7);
    }
  }

  @Test
  void a_key_is_no_use_to_another_tenant() {
    UUID id = keep(TENANT);
    assertThat(cache.copyOf(new Tenant(UUID.randomUUID(), "other"), id)).isEmpty();
  }

  @Test
  void a_key_that_is_used_all_the_time_grows_old_all_the_same() {
    UUID id = keep(TENANT);
    for (int minute = 0; minute < 5; minute++) {
      assertThat(cache.copyOf(TENANT, id)).isPresent();
      clock.now = clock.now.plus(Duration.ofMinutes(1));
    }
    assertThat(cache.copyOf(TENANT, id)).isEmpty();
    cache.dropOld(clock.instant());
    assertThat(cache.count()).isZero();
  }

  @Test
  void a_clock_that_is_set_back_keeps_no_key_alive() {
    UUID id = keep(TENANT);
    clock.now = clock.now.minus(Duration.ofHours(1));
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(cache.copyOf(TENANT, id)).isEmpty();
  }

  @Test
  void the_key_that_was_not_used_for_longest_makes_room() {
    UUID first = keep(TENANT);
    UUID second = keep(TENANT);
    assertThat(cache.copyOf(TENANT, first)).isPresent();
    UUID third = keep(TENANT);
    assertThat(cache.copyOf(TENANT, second)).isEmpty();
    assertThat(cache.copyOf(TENANT, first)).isPresent();
    assertThat(cache.copyOf(TENANT, third)).isPresent();
    assertThat(cache.count()).isEqualTo(2);
  }

  @Test
  void a_key_that_was_used_often_is_asked_for_again() {
    UUID id = keep(TENANT);
    for (int use = 0; use < SmallCaches.MOST_USES; use++) {
      cache.copyOf(TENANT, id).orElseThrow().close();
    }
    assertThat(cache.copyOf(TENANT, id)).isEmpty();
    keep(TENANT, id);
    assertThat(cache.copyOf(TENANT, id)).isPresent();
  }

  @Test
  void a_forgotten_key_is_gone_and_the_others_stay() {
    UUID forgotten = keep(TENANT);
    UUID other = keep(TENANT);
    cache.forget(TENANT.id(), forgotten);
    assertThat(cache.copyOf(TENANT, forgotten)).isEmpty();
    assertThat(cache.copyOf(TENANT, other)).isPresent();
  }

  @Test
  void an_erased_card_has_no_key_left_under_whatever_id_and_the_others_stay() {
    UUID card = UUID.randomUUID();
    UUID first = keep(TENANT, card, UUID.randomUUID(), 0);
    UUID second = keep(TENANT, card, UUID.randomUUID(), 0);
    UUID other = keep(TENANT);
    cache.forgetSubjects(TENANT.id(), Set.of(card));
    assertThat(cache.copyOf(TENANT, first)).isEmpty();
    assertThat(cache.copyOf(TENANT, second)).isEmpty();
    assertThat(cache.copyOf(TENANT, other)).isPresent();
  }

  @Test
  void an_answer_that_was_on_its_way_when_keys_were_forgotten_brings_none_back() {
    long asked = forgettings.of(TENANT.id());
    forgettings.note(TENANT.id());
    UUID late = keep(TENANT, UUID.randomUUID(), UUID.randomUUID(), asked);
    assertThat(cache.copyOf(TENANT, late)).isEmpty();
    assertThat(cache.copyOf(TENANT, keep(TENANT))).isPresent();
  }

  @Test
  void a_sealed_tenant_keeps_no_key_and_its_neighbour_all() {
    Tenant neighbour = new Tenant(UUID.randomUUID(), "hinode");
    UUID ours = keep(TENANT);
    UUID theirs = keep(neighbour);
    cache.forgetTenant(TENANT.id());
    assertThat(cache.copyOf(TENANT, ours)).isEmpty();
    assertThat(cache.copyOf(neighbour, theirs)).isPresent();
  }

  @Test
  void hits_and_misses_are_counted() {
    UUID id = keep(TENANT);
    cache.copyOf(TENANT, id).orElseThrow().close();
    assertThat(cache.copyOf(TENANT, UUID.randomUUID())).isEmpty();
    assertThat(meters.counter("meishigura.keys.cache", "result", "hit").count()).isEqualTo(1);
    assertThat(meters.counter("meishigura.keys.cache", "result", "miss").count()).isEqualTo(1);
  }

  private UUID keep(Tenant tenant) {
    return keep(tenant, UUID.randomUUID());
  }

  private UUID keep(Tenant tenant, UUID id) {
    return keep(tenant, UUID.randomUUID(), id, forgettings.of(tenant.id()));
  }

  private UUID keep(Tenant tenant, UUID subject, UUID id, long asked) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) 7);
    try (SubjectKey key = new SubjectKey(subject, id, SecretBytes.owning(bytes), asked)) {
      cache.keep(tenant, key);
    }
    return id;
  }
}
