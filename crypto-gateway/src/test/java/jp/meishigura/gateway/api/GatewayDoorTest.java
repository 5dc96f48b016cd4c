package jp.meishigura.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Tenant tenant = TestTenants.fresh();

  /**
   * A good request to each operation.
   *
   * @param required members without which it is refused
   */
  record Operation(
      String method, String path, String scope, Map<String, Object> body, List<String> required) {

    static Operation post(String path, String scope, Map<String, Object> body, String... required) {
      return new Operation("POST", path, scope, body, List.of(required));
    }

    static Operation get(String path, String scope) {
      return new Operation("GET", path, scope, Map.of(), List.of());
    }

    ValidatableResponse send(Asking who) {
      return who.send(method, path, method.equals("GET") ? null : body);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Operation> operations() {
    List<UUID> ids = List.of(UUID.randomUUID());
    String note = "log.example\n1\n" + "A".repeat(43) + "=\n";
    String data = Base64.getEncoder().encodeToString(note.getBytes(UTF_8));
    return Stream.of(
        Operation.post(
            Asking.CREATE,
            "keys:create",
            Asking.body("subjects", ids),
            "subjects",
            "actor",
            "reason"),
        Operation.post(
            Asking.RELEASE,
            "keys:release",
            Asking.body("keyIds", ids),
            "keyIds",
            "actor",
            "reason"),
        Operation.post(
            Asking.RENEW,
            "keys:renew",
            Map.of("subjects", ids, "actor", "a-person", "reason", "reseal"),
            "subjects",
            "actor",
            "reason"),
        Operation.post(
            Asking.RETIRE,
            "keys:renew",
            Map.of("keyIds", ids, "actor", "a-person", "reason", "reseal"),
            "keyIds",
            "actor",
            "reason"),
        Operation.post(
            Asking.DESTROY,
            "keys:destroy",
            Map.of("subjects", ids, "actor", "a-person", "reason", "erasure", "order", ids.get(0)),
            "subjects",
            "actor",
            "reason",
            "order"),
        Operation.post(
            Asking.INDEX,
            "keys:index",
            Asking.body("fields", List.of("phone")),
            "fields",
            "actor",
            "reason"),
        Operation.post(
            Asking.RETIRE_INDEX,
            "keys:renew",
            Map.of("version", 1, "actor", "a-person", "reason", "reindex"),
            "version",
            "actor",
            "reason"),
        Operation.post(
            Asking.ROTATIONS,
            "keys:rotate",
            Map.of("level", "index-key", "actor", "an-operator"),
            "level",
            "actor"),
        Operation.get(Asking.ROTATIONS, "keys:rotate"),
        Operation.get(Asking.ROTATIONS + "/" + UUID.randomUUID(), "keys:rotate"),
        new Operation(
            "PUT",
            Asking.SEAL,
            "keys:seal",
            Map.of("sealed", false, "actor", "an-operator", "reason", "drill"),
            List.of("sealed", "actor", "reason")),
        Operation.get(Asking.SEAL, "keys:seal"),
        Operation.post(Asking.SIGN, "log:sign", Map.of("data", data), "data"));
  }

  @Test
  void no_operation_of_the_contract_is_forgotten_here() throws IOException {
    List<String> contract = new ArrayList<>();
    String path = "";
    for (String line : Files.readAllLines(Path.of("src/main/openapi/crypto-gateway.yaml"))) {
      if (line.startsWith("  /v1/")) {
        path = line.strip().replace(":", "");
      } else if (line.matches("    (get|put|post|delete|patch):")) {
        contract.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    assertThat(operations().map(Operation::toString).map(one -> one.replaceAll(ID, "{id}")))
        .containsExactlyInAnyOrderElementsOf(contract);
  }

  private Asking us() {
    return Asking.as(issuer, tenant);
  }

  private void refused(Operation operation, String token, int status, String slug) {
    operation
        .send(Asking.with(token))
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug))
        .body("keys", equalTo(null));
  }

  private Asking may(Operation operation) {
    return Asking.with(
        issuer
            .client(tenant, "contacts-service", "service")
            .audience("crypto-gateway")
            .scopes(operation.scope())
            .sign());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void the_one_scope_is_enough(Operation operation) {
    int status = operation.send(may(operation)).extract().statusCode();
    // Some find nothing to do, which is another matter than not being allowed to.
    assertThat(status).isIn(200, 201, 202, 404, 409);
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

  @Test
  void only_who_may_rotate_the_installations_key_rotates_it() {
    Map<String, Object> body = Map.of("level", "vault-key", "actor", "an-operator");
    for (String scopes : List.of("keys:rotate", "keys:rotate keys:seal keys:renew")) {
      Asking.with(
              issuer
                  .client(tenant, "key-operator", "service")
                  .audience("crypto-gateway")
                  .scopes(scopes)
                  .sign())
          .post(Asking.ROTATIONS, body)
          .statusCode(403)
          .body("type", equalTo("urn:meishigura:problem:scope-missing"))
          .body("scope", equalTo("keys:rotate-vault"));
    }
    us().post(Asking.ROTATIONS, body).statusCode(403).body("scope", equalTo("keys:rotate"));
    assertThat(database.dump()).contains(tenant.alias()).contains("scope-missing");
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
                "keys:renew",
                "keys:rotate",
                "keys:rotate-vault",
                "keys:seal",
                "log:sign",
                "keys",
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
        .send(operation.method(), operation.path(), "{rubbish")
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
    for (String member : operation.required()) {
      Map<String, Object> body = new HashMap<>(operation.body());
      body.remove(member);
      may(operation)
          .send(operation.method(), operation.path(), body)
          .statusCode(400)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:invalid-request"))
          .body("errors.at", hasItem("request." + member));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_operation_with_one_reason_takes_no_other(Operation operation) {
    if (operation.body().containsKey("reason") && !operation.body().containsKey("purpose")) {
      Map<String, Object> body = new HashMap<>(operation.body());
      body.put("reason", "Reveal it");
      may(operation).send(operation.method(), operation.path(), body).statusCode(400);
    }
  }

  @Test
  void what_a_person_will_see_is_released_for_a_purpose_only_and_the_refusal_is_on_record() {
    Operation[] shown = {
      Operation.post(
          Asking.RELEASE, "keys:release", Asking.body("keyIds", List.of(UUID.randomUUID()))),
      Operation.post(Asking.INDEX, "keys:index", Asking.body("fields", List.of("phone")))
    };
    for (Operation operation : shown) {
      Map<String, Object> body = new HashMap<>(operation.body());
      body.put("purpose", null);
      us().post(operation.path(), body).statusCode(200);
      body.put("reason", "reveal");
      us().post(operation.path(), body)
          .statusCode(400)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:meishigura:problem:purpose-required"))
          .body("keys", equalTo(null));
      body.put("purpose", "sales-follow-up");
      us().post(operation.path(), body).statusCode(200);
    }
    assertThat(database.dump()).contains(tenant.alias()).contains("purpose-required");
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
