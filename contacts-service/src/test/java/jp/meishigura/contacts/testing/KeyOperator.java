package jp.meishigura.contacts.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestIssuer;

/** What is done to a tenant's keys at crypto-gateway, and what lies in its database. */
public final class KeyOperator {

  private final TestGateway gateway;
  private final TestIssuer issuer;
  private final Tenant tenant;

  public KeyOperator(TestGateway gateway, TestIssuer issuer, Tenant tenant) {
    this.gateway = gateway;
    this.issuer = issuer;
    this.tenant = tenant;
  }

  public void rotateIndexKey() {
    post("/v1/rotations", Map.of("level", "index-key", "actor", "key-operator")).statusCode(202);
  }

  public void seal(boolean sealed) {
    House.with(token("key-operator"))
        .body(Map.of("sealed", sealed, "actor", "key-operator", "reason", "incident"))
        .put(gateway.url() + "/v1/seal")
        .then()
        .statusCode(200);
  }

  /** A further key for a card, as an interrupted attempt to seal it anew leaves it. */
  public void renew(UUID card) {
    given()
        .header("Authorization", "Bearer " + token("contacts-service"))
        .contentType("application/json")
        .body(Map.of("subjects", List.of(card), "actor", "contacts-service", "reason", "reseal"))
        .post(gateway.url() + "/v1/subject-keys/renew")
        .then()
        .statusCode(201);
  }

  /** The ids of a card's keys, the oldest first. */
  public List<UUID> keysOf(UUID card) {
    return query(
        "select key_id from subject_keys where tenant_id = ? and subject_id = '"
            + card
            + "' order by generation",
        UUID.class);
  }

  /** The versions of the index keys that there are. */
  public List<Integer> indexVersions() {
    return query(
        "select version from index_secrets where tenant_id = ? order by version", Integer.class);
  }

  private <T> List<T> query(String sql, Class<T> type) {
    try (Connection admin = gateway.database().asAdmin();
        PreparedStatement select = admin.prepareStatement(sql)) {
      select.setObject(1, tenant.id());
      List<T> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getObject(1, type));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private ValidatableResponse post(String path, Map<String, Object> body) {
    return House.with(token("key-operator")).body(body).post(gateway.url() + path).then();
  }

  private String token(String client) {
    return issuer.client(tenant, client, "service").audience("crypto-gateway").sign();
  }
}
