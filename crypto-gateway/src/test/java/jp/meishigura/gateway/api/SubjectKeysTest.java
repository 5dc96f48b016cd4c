package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class SubjectKeysTest {

  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  @Test
  void a_subject_gets_a_key_of_256_bits_that_no_cache_keeps() {
    Asking.Key key =
        Asking.keys(us().create(subject).statusCode(201).header("Cache-Control", "no-store"))
            .get(subject);
    assertThat(Base64.getDecoder().decode(key.base64())).hasSize(32);
    assertThat(key.base64()).isNotEqualTo("A".repeat(43) + "=");
  }

  @Test
  void what_was_created_is_what_is_released() {
    Asking.Key key = us().made(subject);
    us().release(key.id())
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body("keys", hasSize(1))
        .body("keys[0].subject", equalTo(subject.toString()))
        .body("keys[0].keyId", equalTo(key.id().toString()))
        .body("keys[0].key", equalTo(key.base64()))
        .body("missing", empty());
  }

  @Test
  void a_subject_that_has_a_key_gets_that_one() {
    Asking.Key first = us().made(subject);
    UUID other = UUID.randomUUID();
    Map<UUID, Asking.Key> again = Asking.keys(us().create(subject, other).statusCode(201));
    assertThat(again).hasSize(2).containsEntry(subject, first);
  }

  @Test
  void a_subject_named_twice_gets_one_key() {
    us().create(subject, subject).statusCode(201).body("keys", hasSize(1));
  }

  @Test
  void every_subject_has_a_key_of_its_own() {
    UUID[] subjects = Stream.generate(UUID::randomUUID).limit(1000).toArray(UUID[]::new);
    Map<UUID, Asking.Key> keys = Asking.keys(us().create(subjects).statusCode(201));
    assertThat(keys.keySet()).containsExactlyInAnyOrder(subjects);
    assertThat(keys.values().stream().map(Asking.Key::base64).distinct()).hasSize(1000);
    UUID[] ids = keys.values().stream().map(Asking.Key::id).toArray(UUID[]::new);
    assertThat(Asking.keys(us().release(ids).statusCode(200))).isEqualTo(keys);
  }

  @Test
  void creators_in_a_race_get_the_same_keys_from_the_tenants_first_on() throws Exception {
    List<UUID> shared = Stream.generate(UUID::randomUUID).limit(50).toList();
    Asking us = us();
    Callable<Map<UUID, Asking.Key>> forth =
        () -> Asking.keys(us.create(shared.toArray(UUID[]::new)).statusCode(201));
    Callable<Map<UUID, Asking.Key>> back =
        () -> Asking.keys(us.create(shared.reversed().toArray(UUID[]::new)).statusCode(201));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Map<UUID, Asking.Key>>> all =
          threads.invokeAll(List.of(forth, back, forth, back, forth, back, forth, back));
      Set<Map<UUID, Asking.Key>> answers = new HashSet<>();
      for (Future<Map<UUID, Asking.Key>> one : all) {
        answers.add(one.get());
      }
      assertThat(answers).hasSize(1);
    }
  }

  @Test
  void another_tenants_keys_are_missing() {
    Asking.Key key = us().made(subject);
    Asking them = Asking.as(issuer, TestTenants.fresh());
    UUID theirs = UUID.randomUUID();
    Asking.Key own = them.made(theirs);
    them.release(key.id(), own.id())
        .statusCode(200)
        .body("keys.subject", contains(theirs.toString()))
        .body("missing", contains(key.id().toString()));
  }

  @Test
  void a_tenant_without_any_key_misses_all_of_them_and_gets_none_made() {
    Asking.Key key = us().made(subject);
    Asking.as(issuer, TestTenants.fresh())
        .release(key.id())
        .statusCode(200)
        .body("keys", empty())
        .body("missing", contains(key.id().toString()));
  }

  @Test
  void the_same_subject_under_two_tenants_has_two_keys() {
    Asking.Key ours = us().made(subject);
    Asking.Key theirs = Asking.as(issuer, TestTenants.fresh()).made(subject);
    assertThat(theirs.id()).isNotEqualTo(ours.id());
    assertThat(theirs.base64()).isNotEqualTo(ours.base64());
  }

  @Test
  void a_tenant_in_the_body_is_not_listened_to() {
    Map<String, Object> body = Asking.body("subjects", List.of(subject));
    body.put("tenant", UUID.randomUUID().toString());
    us().post(Asking.CREATE, body).statusCode(400);
  }
}
