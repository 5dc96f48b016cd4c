package jp.meishigura.gateway.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestIssuer;

/** A service that asks the gateway for one tenant's keys. */
public final class Asking {

  public static final String CREATE = "/v1/subject-keys";
  public static final String RELEASE = "/v1/subject-keys/release";
  public static final String INDEX = "/v1/index-keys/release";

  private final String token;

  private Asking(String token) {
    this.token = token;
  }

  public static Asking as(TestIssuer issuer, Tenant tenant) {
    return with(
        issuer.client(tenant, "contacts-service", "service").audience("crypto-gateway").sign());
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
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body(body)
        .post(path)
        .then();
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
    List<Map<String, String>> keys = answer.extract().path("keys");
    return keys.stream()
        .collect(
            Collectors.toMap(
                key -> UUID.fromString(key.get("subject")),
                key -> new Key(UUID.fromString(key.get("keyId")), key.get("key"))));
  }
}
