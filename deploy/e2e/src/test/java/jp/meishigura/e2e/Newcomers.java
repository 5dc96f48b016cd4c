package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.local.Secret;
import jp.meishigura.local.Site;
import jp.meishigura.local.keycloak.Issuer;

/**
 * People whom a test makes for itself through Keycloak's administration and takes away afterwards,
 * so that no demo person changes under another test.
 */
final class Newcomers implements AutoCloseable {
  private final Issuer issuer;
  private final Secret operator;
  private final List<Newcomer> made = new ArrayList<>();

  /**
   * Someone with a password and nothing else.
   *
   * @param id the person's {@code sub} in tokens
   */
  record Newcomer(String id, String username, Secret password) {}

  Newcomers(Site site) {
    this.issuer = Issuer.at(site.ports());
    this.operator = site.secrets().get("keycloak-operator-password");
  }

  /** A new member of tenant aozora. */
  Newcomer member() {
    String username = "newcomer-" + UUID.randomUUID();
    Secret password = new Secret(UUID.randomUUID().toString());
    String location =
        admin()
            .body(
                Map.of(
                    "username",
                    username,
                    "email",
                    username + "@aozora.example",
                    "emailVerified",
                    true,
                    "firstName",
                    "新人",
                    "lastName",
                    "試験",
                    "enabled",
                    true,
                    "credentials",
                    List.of(
                        Map.of(
                            "type", "password", "value", password.reveal(), "temporary", false))))
            .post(realm("/users"))
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    Newcomer newcomer =
        new Newcomer(location.substring(location.lastIndexOf('/') + 1), username, password);
    made.add(newcomer);
    admin()
        .body(newcomer.id())
        .post(realm("/organizations/" + tenant() + "/members"))
        .then()
        .statusCode(201);
    String role = admin().get(realm("/roles/member")).then().statusCode(200).extract().asString();
    admin()
        .body("[" + role + "]")
        .post(realm("/users/" + newcomer.id() + "/role-mappings/realm"))
        .then()
        .statusCode(204);
    return newcomer;
  }

  /** Of what kinds the person's credentials are, such as {@code password}. */
  List<String> credentials(Newcomer who) {
    return admin()
        .get(realm("/users/" + who.id() + "/credentials"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("type", String.class);
  }

  @Override
  public void close() {
    for (Newcomer newcomer : made) {
      admin().delete(realm("/users/" + newcomer.id())).then().statusCode(204);
    }
  }

  private String tenant() {
    return admin()
        .queryParam("search", Aozora.TENANT)
        .get(realm("/organizations"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getString("find { it.alias == '" + Aozora.TENANT + "' }.id");
  }

  /** With a token of its own each time: an administrator's lasts a minute. */
  private RequestSpecification admin() {
    String token =
        given()
            .formParam("grant_type", "password")
            .formParam("client_id", "admin-cli")
            .formParam("username", "operator")
            .formParam("password", operator.reveal())
            .post(issuer.uri().resolve("/realms/master/protocol/openid-connect/token"))
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  private String realm(String path) {
    return issuer.uri().resolve("/admin/realms/meishigura") + path;
  }
}
