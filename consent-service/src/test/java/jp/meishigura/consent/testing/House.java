package jp.meishigura.consent.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.testing.TestIssuer;
import jp.meishigura.platform.testing.TestTenants;
import jp.meishigura.platform.testing.TestToken;

/** A tenant with its people, and what they do all day. */
public final class House {

  public static final String PURPOSE = "sales-follow-up";

  private final TestIssuer issuer;
  private final Tenant tenant = TestTenants.fresh();

  public House(TestIssuer issuer) {
    this.issuer = issuer;
  }

  public Tenant tenant() {
    return tenant;
  }

  public TestToken token(String role) {
    TestToken token =
        role.equals("integrator")
            ? issuer.client(tenant, "crm", "integrator")
            : issuer.person(tenant, role);
    return token.audience("consent-service");
  }

  public RequestSpecification as(String role) {
    return with(token(role).sign());
  }

  public static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  /** A person without any token, as a browser would come. */
  public static RequestSpecification visitor(String languages) {
    return given().header("Accept-Language", languages).redirects().follow(false);
  }

  public static Map<String, Object> purpose(String code) {
    return Map.of(
        "code", code,
        "name", Map.of("ja", "商談後のご連絡", "en", "Follow-up after a meeting"),
        "fields", List.of("email", "name", "phone", "company"),
        "validForDays", 365,
        "notices",
            List.of(
                Map.of(
                    "language", "ja",
                    "controller", "青空商事株式会社",
                    "text", "先日の展示会で交換した名刺の連絡先に、商品のご案内をお送りします。\n第三者には渡しません。"),
                Map.of(
                    "language", "en",
                    "controller", "Aozora Trading Co., Ltd.",
                    "text", "We would like to send you news of our products.")));
  }

  public ValidatableResponse register(Map<String, Object> purpose) {
    return as("privacy-officer").body(purpose).post("/v1/purposes").then();
  }

  /** Registers the usual purpose. */
  public House withPurpose() {
    register(purpose(PURPOSE)).statusCode(201);
    return this;
  }

  public static Map<String, Object> request(UUID card, String purpose) {
    return Map.of("card", card.toString(), "purpose", purpose, "channel", "email");
  }

  public ValidatableResponse ask(UUID card) {
    return as("member").body(request(card, PURPOSE)).post("/v1/consent-requests").then();
  }

  /** Asks, and waits for the mail: the token in its link. */
  public String linkFor(UUID card, String address) {
    ask(card).statusCode(201);
    return Inbox.first(address).token();
  }

  /** The DPV status of a card's consent for the usual purpose; null when nobody asked. */
  public String status(UUID card) {
    return as("member")
        .queryParam("card", card)
        .get("/v1/consents")
        .then()
        .statusCode(200)
        .extract()
        .path("items.find { it.purpose == '" + PURPOSE + "' }?.status");
  }

  public static ValidatableResponse look(String token) {
    return visitor("ja").get("/consent/" + token).then();
  }

  public static ValidatableResponse answer(String token, String word) {
    return visitor("ja")
        .contentType("application/x-www-form-urlencoded; charset=utf-8")
        .formParam("answer", word)
        .post("/consent/" + token)
        .then();
  }

  /** An address that nobody else has. */
  public static String freshAddress() {
    return "p" + UUID.randomUUID().toString().substring(0, 13) + "@kujira.example";
  }
}
