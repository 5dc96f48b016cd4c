package jp.meishigura.gateway.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestIssuer;
import org.jspecify.annotations.Nullable;

/** A service that asks the gateway for one tenant's keys. */
public final class Asking {

  public static final String CREATE = "/v1/subject-keys";
  public static final String RELEASE = "/v1/subject-keys/release";
  public static final String RENEW = "/v1/subject-keys/renew";
  public static final String RETIRE = "/v1/subject-keys/retire";
  public static final String DESTROY = "/v1/subject-keys/destroy";
  public static final String INDEX = "/v1/index-keys/release";
  public static final String RETIRE_INDEX = "/v1/index-keys/retire";
  public static final String ROTATIONS = "/v1/rotations";
  public static final String SEAL = "/v1/seal";
  public static final String SIGN = "/v1/log-checkpoints/sign";

  private final String token;

  private Asking(String token) {
    this.token = token;
  }

  public static Asking as(TestIssuer issuer, Tenant tenant) {
    return with(
        issuer.client(tenant, "contacts-service", "service").audience("crypto-gateway").sign());
  }

  /** The key operator of a tenant. */
  public static Asking asOperator(TestIssuer issuer, Tenant tenant) {
    return with(issuer.client(tenant, "key-operator", "service").audience("crypto-gateway").sign());
  }

  public static Asking with(String token) {
    return new Asking(token);
  }

  public static Map<String, Object> body(String member, Object ids) {
    Map<String, Object> body = new HashMap<>();
    body.put(member, ids);
    body.put("actor", "a-person-of-a-test");
    body.put("purpose", "sales-follow-up");
    body.put("reason", "read");
    return body;
  }

  public ValidatableResponse post(String path, Object body) {
    return send("POST", path, body);
  }

  /** With a body, or without one where it is null. */
  public ValidatableResponse send(String method, String path, @Nullable Object body) {
    RequestSpecification request =
        given().header("Authorization", "Bearer " + token).contentType("application/json");
    return (body == null ? request : request.body(body)).request(method, path).then();
  }

  public ValidatableResponse renew(UUID... subjects) {
    return post(
        RENEW,
        Map.of("subjects", Arrays.asList(subjects), "actor", "a-person", "reason", "reseal"));
  }

  public ValidatableResponse retire(UUID... keyIds) {
    return post(
        RETIRE, Map.of("keyIds", Arrays.asList(keyIds), "actor", "a-person", "reason", "reseal"));
  }

  public ValidatableResponse destroy(UUID order, UUID... subjects) {
    return post(
        DESTROY,
        Map.of(
            "subjects",
            Arrays.asList(subjects),
            "actor",
            "a-person",
            "reason",
            "erasure",
            "order",
            order));
  }

  public ValidatableResponse retireIndex(int version) {
    return post(RETIRE_INDEX, Map.of("version", version, "actor", "a-person", "reason", "reindex"));
  }

  public ValidatableResponse rotate(String level) {
    return post(ROTATIONS, Map.of("level", level, "actor", "an-operator"));
  }

  public ValidatableResponse rotation(String id) {
    return send("GET", ROTATIONS + "/" + id, null);
  }

  public ValidatableResponse seal(boolean sealed) {
    return send(
        "PUT", SEAL, Map.of("sealed", sealed, "actor", "an-operator", "reason", "incident"));
  }

  public ValidatableResponse create(UUID... subjects) {
    return post(CREATE, body("subjects", Arrays.asList(subjects)));
  }

  public ValidatableResponse release(UUID... keyIds) {
    return post(RELEASE, body("keyIds", Arrays.asList(keyIds)));
  }

  public ValidatableResponse index(String... fields) {
    return post(INDEX, body("fields", Arrays.asList(fields)));
  }

  /** A new key for this subject: its id. */
  public Key made(UUID subject) {
    return keys(create(subject).statusCode(201)).get(subject);
  }

  /** A key as it came. */
  public record Key(UUID id, String base64) {}

  /** The keys of an answer, by subject. */
  public static Map<UUID, Key> keys(ValidatableResponse answer) {
    List<Map<String, Object>> keys = answer.extract().path("keys");
    return keys.stream()
        .collect(
            Collectors.toMap(
                key -> UUID.fromString(text(key, "subject")),
                key -> new Key(UUID.fromString(text(key, "keyId")), text(key, "key"))));
  }

  private static String text(Map<String, Object> key, String member) {
    return String.valueOf(key.get(member));
  }
}
