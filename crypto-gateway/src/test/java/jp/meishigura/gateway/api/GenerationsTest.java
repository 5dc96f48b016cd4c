package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** Further keys of a subject, and the end of the older ones. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class GenerationsTest {

  @FromStand TestIssuer issuer;

  private final Tenant tenant = TestTenants.fresh();
  private final UUID subject = UUID.randomUUID();

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private Asking.Key renewed(int generation) {
    return Asking.keys(
            us().renew(subject)
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("keys.generation", contains(generation)))
        .get(subject);
  }

  @Test
  void a_further_key_is_another_one_and_the_older_ones_still_open() {
    Asking.Key first = us().made(subject);
    Asking.Key second = renewed(2);
    Asking.Key third = renewed(3);
    assertThat(Set.of(first.base64(), second.base64(), third.base64())).hasSize(3);
    us().release(first.id(), second.id(), third.id())
        .statusCode(200)
        .body("keys.key", containsInAnyOrder(first.base64(), second.base64(), third.base64()))
        .body("missing", empty());
    assertThat(us().made(subject)).as("creating gives the newest").isEqualTo(third);
  }

  @Test
  void older_keys_are_retired_and_the_newest_never() {
    Asking.Key first = us().made(subject);
    Asking.Key second = renewed(2);
    UUID unknown = UUID.randomUUID();
    us().retire(first.id(), second.id(), unknown)
        .statusCode(200)
        .body("retired", containsInAnyOrder(first.id().toString(), unknown.toString()))
        .body("kept", contains(second.id().toString()));
    us().release(first.id(), second.id())
        .statusCode(200)
        .body("keys.keyId", contains(second.id().toString()))
        .body("missing", contains(first.id().toString()));
    us().retire(first.id(), second.id())
        .statusCode(200)
        .body("kept", contains(second.id().toString()));
    assertThat(us().made(subject)).isEqualTo(second);
    assertThat(renewed(3).base64()).isNotEqualTo(second.base64());
  }

  @Test
  void another_tenant_retires_nothing_of_ours() {
    Asking.Key first = us().made(subject);
    renewed(2);
    Asking.as(issuer, TestTenants.fresh()).retire(first.id()).statusCode(200);
    us().release(first.id()).statusCode(200).body("keys[0].key", equalTo(first.base64()));
  }

  @Test
  void renewals_in_a_race_answer_what_the_rows_hold() throws Exception {
    us().made(subject);
    Asking us = us();
    Callable<Asking.Key> one = () -> Asking.keys(us.renew(subject).statusCode(201)).get(subject);
    Set<Asking.Key> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Asking.Key> answer : threads.invokeAll(List.of(one, one, one, one, one, one))) {
        answers.add(answer.get());
      }
    }
    UUID[] ids = answers.stream().map(Asking.Key::id).toArray(UUID[]::new);
    us().release(ids)
        .statusCode(200)
        .body("keys.key", containsInAnyOrder(answers.stream().map(Asking.Key::base64).toArray()));
  }

  @Test
  void index_versions_are_retired_and_the_newest_never() {
    String first = us().index("phone").statusCode(200).extract().path("keys[0].key");
    us().retireIndex(1)
        .statusCode(409)
        .body("type", equalTo("urn:meishigura:problem:newest-version"));
    Asking.asOperator(issuer, tenant)
        .rotate("index-key")
        .statusCode(202)
        .body("state", equalTo("finished"));
    us().index("phone")
        .statusCode(200)
        .body("keys.version", contains(2, 1))
        .body("keys[1].key", equalTo(first));
    us().retireIndex(2).statusCode(409);
    us().retireIndex(3).statusCode(409);
    us().retireIndex(1).statusCode(200);
    us().retireIndex(1).statusCode(200);
    us().index("phone").statusCode(200).body("keys.version", contains(2));
  }
}
