package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.meishigura.e2e.Newcomers.Newcomer;
import jp.meishigura.local.Port;
import jp.meishigura.local.Secret;
import jp.meishigura.local.keycloak.Acr;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.keycloak.CodeLogin;
import jp.meishigura.local.keycloak.Issuer;
import jp.meishigura.local.keycloak.Page;
import jp.meishigura.local.services.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens at the running Keycloak is in the log of the tenant that it happens to. */
@ExtendWith(WithSuite.class)
class KeycloakEventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SuiteUnderTest suite;
  private final Issuer issuer;
  private final Newcomers newcomers;
  private final PasskeyLogins logins;
  private final Dumps dumps;

  KeycloakEventsTest(SuiteUnderTest suite) {
    this.suite = suite;
    this.issuer = Issuer.at(suite.site().ports());
    this.newcomers = new Newcomers(suite.site());
    this.logins = new PasskeyLogins(issuer);
    this.dumps = new Dumps(suite.site());
  }

  @AfterEach
  void takeAway() {
    newcomers.close();
  }

  /** The entries that are about an account, as the tenant's database rows, the oldest first. */
  private List<String> entries(Newcomer who) throws Exception {
    return dumps.query(
        Service.AUDIT,
        "select action || ' ' || decision from entries where action like 'identity.%'"
            + " and position('"
            + who.id()
            + "' in convert_from(data, 'UTF8')) > 0 order by at, leaf_index");
  }

  private void wrongPassword(Newcomer who) throws Exception {
    Newcomer mistaken = new Newcomer(who.id(), who.username(), new Secret("not the password"));
    Page again =
        PasskeyLogins.password(logins.browser(), mistaken, PasskeyLogins.SCOPE, Acr.AAL2, Map.of());
    assertThat(CodeLogin.letIn(again)).isFalse();
  }

  @Test
  void accounts_grants_and_logins_are_in_the_tenants_log_also_those_while_it_was_killed()
      throws Exception {
    Newcomer who = newcomers.member();
    wrongPassword(who);
    suite.kill("audit-service");
    try {
      logins.registered(who);
      wrongPassword(who);
    } finally {
      suite.startPart("audit-service");
    }

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(entries(who))
                    .containsOnlyOnce("identity.create allowed", "identity.grant allowed")
                    .containsOnlyOnce("identity.login allowed")
                    .contains("identity.credential allowed")
                    .filteredOn("identity.login refused"::equals)
                    .hasSize(2));
    String mine = seenBy("kanako", who);
    assertThat(mine).contains(who.id(), "invalid-user-credentials").doesNotContain(who.username());
    assertThat(seenBy("akira", who)).doesNotContain("identity.");
    assertThat(
            dumps.query(
                Service.AUDIT,
                "select count(*) from entries where position('"
                    + who.username()
                    + "' in convert_from(data, 'UTF8')) > 0"))
        .as("names in the log")
        .containsExactly("0");
  }

  private String seenBy(String auditor, Newcomer who) {
    return Aozora.with(suite.person(auditor, Audience.AUDIT))
        .queryParam("actor", who.id())
        .get(suite.url(Port.AUDIT) + "/v1/entries")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void who_reads_the_events_can_change_nothing_and_enters_no_service() {
    String token =
        given()
            .formParam("grant_type", "client_credentials")
            .formParam("client_id", "event-reader")
            .formParam(
                "client_secret", suite.site().secrets().get("client-secret.event-reader").reveal())
            .post(issuer.uri() + "/protocol/openid-connect/token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    String realm = issuer.uri().resolve("/admin/realms/meishigura").toString();
    String hanako = realm + "/users/a0207a00-0000-4000-8000-000000001001";

    Aozora.with(token).get(realm + "/events").then().statusCode(200);
    Aozora.with(token).get(realm + "/admin-events").then().statusCode(200);
    Aozora.with(token).get(realm + "/clients").then().statusCode(403);
    Aozora.with(token).delete(realm + "/events").then().statusCode(403);
    Aozora.with(token).delete(realm + "/admin-events").then().statusCode(403);
    Aozora.with(token).delete(hanako).then().statusCode(403);
    refused(token, Map.of("eventsEnabled", false)).put(realm + "/events/config");
    refused(token, Map.of("firstName", "x")).put(hanako);
    refused(token, Map.of("username", "x")).post(realm + "/users");
    refused(token, List.of()).post(hanako + "/role-mappings/realm");
    for (Port port : List.of(Port.CONTACTS, Port.CONSENT, Port.AUDIT, Port.GATEWAY)) {
      String path = port == Port.AUDIT ? "/v1/entries" : "/v1/cards";
      int status = Aozora.with(token).get(suite.url(port) + path).statusCode();
      assertThat(status).as(port.toString()).isIn(401, 403, 404);
    }
  }

  private static RequestSender refused(String token, Object body) {
    return Aozora.with(token).body(body).expect().statusCode(403).when();
  }
}
