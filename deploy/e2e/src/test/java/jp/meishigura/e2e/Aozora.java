package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jp.meishigura.local.Port;
import jp.meishigura.local.demo.Inbox;
import jp.meishigura.local.demo.Purposes;
import jp.meishigura.local.keycloak.Audience;
import org.jspecify.annotations.Nullable;

/** What the people of the sample tenant do, and those on its cards. */
final class Aozora {

  static final String TENANT = "aozora";
  static final String PURPOSE = "sales-follow-up";
  static final String MEMBER = "hanako";
  static final String OFFICER = "rei";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final SuiteUnderTest suite;

  Aozora(SuiteUnderTest suite) {
    this.suite = suite;
  }

  static RequestSpecification with(String token) {
    return given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json; charset=utf-8");
  }

  RequestSpecification as(String person) {
    return with(suite.person(person, Audience.CONTACTS));
  }

  String contacts(String path) {
    return suite.url(Port.CONTACTS) + path;
  }

  /** Brings a file of deploy/samples in; the cards that came of it, in the file's order. */
  List<String> bringIn(String sample) throws IOException {
    String answer =
        given()
            .header("Authorization", "Bearer " + suite.integrator(Audience.CONTACTS, TENANT))
            .contentType("text/vcard")
            .body(
                Files.readAllBytes(SuiteUnderTest.repository().resolve("deploy/samples/" + sample)))
            .post(contacts("/v1/imports"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    List<String> cards = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      JsonNode row = JSON.readTree(line);
      if (row.has("card")) {
        cards.add(row.get("card").textValue());
      }
    }
    assertThat(cards).isNotEmpty();
    return cards;
  }

  /**
   * The person on the card is asked by mail and agrees.
   *
   * @return the mail's link, when the card is open
   */
  URI agree(String card, String address) throws IOException, InterruptedException {
    purpose();
    Inbox inbox = new Inbox(suite.site());
    int known = inbox.count(address);
    with(suite.person(MEMBER, Audience.CONSENT))
        .body(Map.of("card", card, "purpose", PURPOSE, "channel", "email"))
        .post(suite.url(Port.CONSENT) + "/v1/consent-requests")
        .then()
        .statusCode(201);
    URI link = Inbox.link(inbox.next(address, known));
    answer(link, "give");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> reveal(as(MEMBER), card).statusCode() == 200);
    return link;
  }

  /** The person thinks better of it; returns when the card is locked. */
  void withdraw(String card, URI link) {
    answer(link, "withdraw");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> reveal(as(MEMBER), card).statusCode() == 423);
  }

  /** The person answers on the page that the mail leads to. */
  static void answer(URI link, String answer) {
    given()
        .redirects()
        .follow(false)
        .contentType("application/x-www-form-urlencoded")
        .body("answer=" + answer)
        .post(link)
        .then()
        .statusCode(303);
  }

  private void purpose() {
    int status =
        with(suite.person(OFFICER, Audience.CONSENT))
            .body(Purposes.of(PURPOSE))
            .post(suite.url(Port.CONSENT) + "/v1/purposes")
            .statusCode();
    // Another test's, or the story's: the same purpose.
    assertThat(status).isIn(201, 409);
    String token = suite.person(MEMBER, Audience.CONTACTS);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                with(token).get(contacts("/v1/cards?limit=1&purpose=" + PURPOSE)).statusCode()
                    == 200);
  }

  Response reveal(RequestSpecification who, String card) {
    return who.body(Map.of("purpose", PURPOSE, "fields", List.of("name", "phone", "email")))
        .post(contacts("/v1/cards/" + card + "/reveal"));
  }

  /** Name, phone and e-mail as a member is shown them. */
  String revealed(String card) {
    return reveal(as(MEMBER), card).then().statusCode(200).extract().asString();
  }

  /** The card as a member sees it without stating a purpose. */
  String seen(String card) {
    return as(MEMBER)
        .get(contacts("/v1/cards/" + card))
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  Response erase(String card) {
    return as(OFFICER).post(contacts("/v1/cards/" + card + "/erasure"));
  }

  /** All cards that a member is shown, page by page. */
  List<String> listed(String parameters) {
    List<String> all = new ArrayList<>();
    String token = suite.person(MEMBER, Audience.CONTACTS);
    @Nullable String next = null;
    do {
      RequestSpecification request = with(token);
      Response page =
          (next == null ? request : request.queryParam("cursor", next))
              .get(contacts("/v1/cards?limit=100" + parameters));
      page.then().statusCode(200);
      all.addAll(page.path("items.id"));
      next = page.path("next");
    } while (next != null);
    return all;
  }

  List<String> found(Map<String, String> by) {
    List<String> all = new ArrayList<>();
    String token = suite.person(MEMBER, Audience.CONTACTS);
    @Nullable String next = null;
    do {
      Map<String, Object> question = new HashMap<>(by);
      question.put("purpose", PURPOSE);
      if (next != null) {
        question.put("cursor", next);
      }
      Response page = with(token).body(question).post(contacts("/v1/cards/search"));
      page.then().statusCode(200);
      all.addAll(page.path("items.id"));
      next = page.path("next");
    } while (next != null);
    return all;
  }
}
