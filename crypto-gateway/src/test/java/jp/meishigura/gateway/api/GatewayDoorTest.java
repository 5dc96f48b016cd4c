package jp.meishigura.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.gateway.testing.Asking;
import jp.meishigura.gateway.testing.VaultResource;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.FromStand;
import jp.meishigura.platform.testing.StandDatabase;
import jp.meishigura.platform.testing.StandResource;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only services come in, and only those that say for whom and why. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@QuarkusTestResource(VaultResource.class)
class GatewayDoorTest {

  @FromStand TestIssuer issuer;
  @FromStand StandDatabase database;

  private final Tenant tenant = TestTenants.fresh();

  /** A good request to each operation. */
  record Operation(String path, String scope, String member, Object ids) {
    Map<String, Object> body() {
      return Asking.body(member, ids);
    }
  }

  static Stream<Operation> operations() {
    List<UUID> ids = List.of(UUID.randomUUID());
    return Stream.of(
        new Operation(Asking.CREATE, "keys:create", "subjects", ids),
        new Operation(Asking.RELEASE, "keys:release", "keyIds", ids),
        new Operation(Asking.INDEX, "keys:index", "fields", List.of("phone")));
  }

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private void refused(Operation operation, String token, int status, String slug) {
    Asking.with(token)
        .post(operation.path(), operation.body())
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug))
        .body("keys", equalTo(null));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_person_is_refused_even_with_the_role_and_on_record(Operation operation) {
    for (String role : List.of("member", "administrator", "privacy-officer", "service")) {
      refused(
          operation,
          issuer.person(tenant, role).audience("crypto-gateway").sign(),
          403,
          "role-missing");
    }
    assertThat(database.dump()).contains(tenant.alias()).contains("access.refused");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_client_without_the_role_is_refused(Operation operation) {
    refused(
        operation,
        issuer.client(tenant, "integrator", "integrator").audience("crypto-gateway").sign(),
        403,
        "role-missing");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_service_without_the_scope_is_refused_and_on_record(Operation operation) {
    String others =
        Stream.of(
                "keys:create",
                "keys:release",
                "keys:index",
                "keys:destroy",
                "keys:rotate",
                "keys:seal",
                "log:sign",
                "keys",
                operation.scope() + "d")
            .filter(scope -> !scope.equals(operation.scope()))
            .collect(Collectors.joining(" "));
    String token =
        issuer
            .client(tenant, "contacts-service", "service")
            .audience("crypto-gateway")
            .scopes(others)
            .sign();
    refused(operation, token, 403, "scope-missing");
    Asking.with(token)
        .post(operation.path(), "{rubbish")
        .statusCode(403)
        .body("scope", equalTo(operation.scope()));
    assertThat(database.dump()).contains(tenant.alias()).contains("scope-missing");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_token_for_another_audience_is_refused(Operation operation) {
    refused(
        operation,
        issuer
            .client(tenant, "contacts-service", "service")
            .audience("contacts-service", "account")
            .sign(),
        401,
        "token-needed");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void a_token_for_two_tenants_or_none_is_refused(Operation operation) {
    refused(
        operation,
        issuer
            .client(tenant, "contacts-service", "service")
            .audience("crypto-gateway")
            .organizations(tenant, TestTenants.fresh())
            .sign(),
        403,
        "several-organizations");
    refused(
        operation,
        issuer
            .client(tenant, "contacts-service", "service")
            .audience("crypto-gateway")
            .without("organization")
            .sign(),
        403,
        "no-organization");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobody_gets_keys_without_saying_for_whom_and_why(Operation operation) {
    for (String member : List.of("actor", "reason", operation.member())) {
      Map<String, Object> body = operation.body();
      body.remove(member);
      us().post(operation.path(), body)
          .statusCode(400)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:invalid-request"))
          .body("errors.at", hasItem("request." + member));
    }
    Map<String, Object> withoutPurpose = operation.body();
    withoutPurpose.put("purpose", null);
    int status = us().post(operation.path(), withoutPurpose).extract().statusCode();
    assertThat(status).isBetween(200, 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "because", "READ", "read ", "erase"})
  void a_reason_is_one_of_the_list(String reason) {
    Map<String, Object> body = Asking.body("keyIds", List.of(UUID.randomUUID()));
    body.put("reason", reason);
    us().post(Asking.RELEASE, body).statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "taro@example.jp", "山田 太郎", "a b", "x\\u0000"})
  void an_actor_is_an_id_and_no_personal_data(String actor) {
    Map<String, Object> body = Asking.body("keyIds", List.of(UUID.randomUUID()));
    body.put("actor", actor);
    us().post(Asking.RELEASE, body).statusCode(400);
    body.put("actor", "a".repeat(129));
    us().post(Asking.RELEASE, body).statusCode(400);
  }

  @Test
  void a_batch_is_neither_empty_nor_endless_nor_full_of_holes() {
    us().post(Asking.RELEASE, Asking.body("keyIds", List.of())).statusCode(400);
    us().post(Asking.CREATE, Asking.body("subjects", List.of())).statusCode(400);
    List<UUID> many = Stream.generate(UUID::randomUUID).limit(1001).toList();
    us().post(Asking.RELEASE, Asking.body("keyIds", many)).statusCode(400);
    us().post(Asking.CREATE, Asking.body("subjects", many)).statusCode(400);
    List<UUID> hole = new ArrayList<>(Arrays.asList(UUID.randomUUID(), null));
    us().post(Asking.RELEASE, Asking.body("keyIds", hole)).statusCode(400);
    us().post(Asking.CREATE, Asking.body("subjects", hole)).statusCode(400);
    us().post(Asking.CREATE, Asking.body("subjects", List.of("1' or 1=1"))).statusCode(400);
  }

  @Test
  void rubbish_is_a_problem_that_repeats_nothing() {
    us().post(Asking.RELEASE, "{\"keyIds\": 山田")
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", not(equalTo(null)));
    us().post(Asking.RELEASE, "null").statusCode(400).contentType("application/problem+json");
    us().post(Asking.RELEASE, "").statusCode(400).contentType("application/problem+json");
  }
}
