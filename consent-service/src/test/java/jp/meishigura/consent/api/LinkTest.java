package jp.meishigura.consent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.consent.testing.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LinkTest extends ServiceTest {

  /** What records on their way change whatever a request does. */
  private static final List<String> RELAYS =
      List.of("outbox", "audit_stream", "audit_batches", "topic_ids");

  private String address;
  private UUID card;

  @BeforeEach
  void prepare() {
    address = House.freshAddress();
    card = contacts.cardOf(address);
  }

  private String link() {
    return house.withPurpose().linkFor(card, address);
  }

  /** Everything that was ever said, without the records of who looked. */
  private String state() {
    StringBuilder kept = new StringBuilder();
    for (String part : database.dump().split("\n?-- ", -1)) {
      if (RELAYS.stream().noneMatch(table -> part.startsWith(table + "\n"))) {
        kept.append(part);
      }
    }
    return kept.toString();
  }

  private void expire(String what) {
    String sql =
        "update " + what + " and request in (select id from consent_requests where card = ?)";
    try (Connection admin = database.asAdmin();
        PreparedStatement update = admin.prepareStatement(sql)) {
      update.setObject(1, card);
      assertThat(update.executeUpdate()).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expireLink() {
    expire("links set expires_at = now() - interval '1 second' where true");
  }

  @Test
  void the_page_names_who_asks_what_for_and_which_data() {
    House.look(link())
        .statusCode(200)
        .contentType("text/html; charset=UTF-8")
        .body(containsString("青空商事株式会社"))
        .body(containsString("商談後のご連絡"))
        .body(containsString("先日の展示会で交換した名刺"))
        .body(containsString("お名前(読みを含む)"))
        .body(containsString("電話番号"))
        .body(containsString("メールアドレス"))
        .body(not(containsString("住所")))
        .body(containsString("365 日間"))
        .body(containsString(">同意する<"))
        .body(containsString(">同意しない<"));
  }

  @Test
  void the_browsers_language_is_spoken_and_the_other_one_is_a_click_away() {
    String token = link();
    House.visitor("en-GB,en;q=0.9,ja;q=0.5")
        .get("/consent/" + token)
        .then()
        .statusCode(200)
        .header("Content-Language", equalTo("en"))
        .header("Vary", containsString("Accept-Language"))
        .body(containsString("<html lang=\"en\">"))
        .body(containsString("Aozora Trading Co., Ltd."))
        .body(containsString("Phone number"))
        .body(containsString("href=\"?lang=ja\""));
    House.visitor("en")
        .get("/consent/" + token + "?lang=ja")
        .then()
        .body(containsString("<html lang=\"ja\">"))
        .body(containsString("href=\"?lang=en\""));
    House.visitor("fr").get("/consent/" + token).then().body(containsString("<html lang=\"ja\">"));
  }

  @Test
  void nothing_foreign_runs_and_nothing_is_kept_by_browsers() {
    Response page = House.visitor("ja").get("/consent/" + link());
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.headers().hasHeaderWithName("Set-Cookie")).isFalse();
    assertThat(page.asString())
        .doesNotContain("<script", "<style", "style=", "onclick", "http://", "https://")
        .contains("<meta name=\"viewport\"");
    House.visitor("ja")
        .get("/assets/consent.css")
        .then()
        .statusCode(200)
        .contentType(containsString("text/css"))
        .body(not(containsString("url(")));
  }

  @Test
  void texts_of_the_controller_are_text() {
    Map<String, Object> purpose = new HashMap<>(House.purpose(House.PURPOSE));
    purpose.put("name", Map.of("ja", "<b>太字</b>", "en", "a & b"));
    purpose.put(
        "notices",
        List.of(
            Map.of("language", "ja", "controller", "A\"><script>1</script>", "text", "{page.view}"),
            Map.of("language", "en", "controller", "x", "text", "y")));
    house.register(purpose).statusCode(201);
    String page = House.look(house.linkFor(card, address)).statusCode(200).extract().asString();
    assertThat(page)
        .doesNotContain("<script>1", "<b>太字", "&amp;lt;")
        .contains("&lt;script&gt;1", "&lt;b&gt;太字", "{page.view}");
  }

  @Test
  void opening_the_link_changes_nothing_however_it_is_opened() {
    String token = link();
    String before = state();
    House.look(token).statusCode(200);
    House.visitor("ja").head("/consent/" + token).then().statusCode(200);
    House.visitor("ja").options("/consent/" + token);
    House.visitor("ja").header("Sec-Purpose", "prefetch").get("/consent/" + token);
    House.visitor("ja").header("User-Agent", "Slackbot-LinkExpanding 1.0").get("/consent/" + token);
    for (String answer : List.of("give", "refuse", "withdraw")) {
      House.visitor("ja").queryParam("answer", answer).get("/consent/" + token);
      House.visitor("ja").queryParam("answer", answer).head("/consent/" + token);
    }
    House.visitor("ja").put("/consent/" + token).then().statusCode(405);
    House.visitor("ja").delete("/consent/" + token).then().statusCode(405);
    assertThat(state()).isEqualTo(before);
    House.look(token).body(containsString(">同意する<"));
  }

  @Test
  void a_post_without_a_readable_answer_changes_nothing() {
    String token = link();
    String before = state();
    House.answer(token, "yes").statusCode(400).body(containsString("お返事を読み取れませんでした"));
    House.answer(token, "").statusCode(400);
    House.visitor("ja")
        .contentType("application/x-www-form-urlencoded")
        .post("/consent/" + token)
        .then()
        .statusCode(400);
    // The answer must be in the form, as a person's click puts it, not in the address.
    House.visitor("ja")
        .contentType("application/x-www-form-urlencoded")
        .post("/consent/" + token + "?answer=give")
        .then()
        .statusCode(400);
    House.visitor("ja")
        .contentType("application/json")
        .body("{\"answer\":\"give\"}")
        .post("/consent/" + token)
        .then()
        .statusCode(415);
    House.answer(token, "withdraw").statusCode(409);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void consent_is_given_by_a_post_that_leads_back_to_the_page() {
    String token = link();
    House.answer(token, "give")
        .statusCode(303)
        .header("Location", equalTo("/consent/" + token))
        .header("Referrer-Policy", equalTo("no-referrer"));
    assertThat(house.status(card)).isEqualTo("ConsentGiven");
    House.look(token)
        .statusCode(200)
        .body(containsString("同意を承りました"))
        .body(containsString(">同意を取り消す<"))
        .body(not(containsString(">同意する<")));
  }

  @Test
  void a_double_click_gives_one_consent() {
    String token = link();
    House.answer(token, "give").statusCode(303);
    String once = state();
    House.answer(token, "give").statusCode(303);
    assertThat(state()).isEqualTo(once);
  }

  @Test
  void twenty_clicks_at_once_give_one_consent() throws Exception {
    String token = link();
    List<Callable<Integer>> clicks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String word = i % 2 == 0 ? "give" : "refuse";
      clicks.add(() -> House.answer(token, word).extract().statusCode());
    }
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> one : threads.invokeAll(clicks)) {
        answers.add(one.get());
      }
    }
    assertThat(answers).filteredOn(s -> s == 303).hasSize(10);
    assertThat(answers).filteredOn(s -> s == 409).hasSize(10);
    assertThat(house.status(card)).isIn("ConsentGiven", "ConsentRefused");
  }

  @Test
  void in_two_windows_the_first_answer_stays_and_the_second_window_says_so() {
    String token = link();
    House.look(token);
    House.look(token);
    House.answer(token, "give").statusCode(303);
    House.answer(token, "refuse")
        .statusCode(409)
        .contentType("text/html; charset=UTF-8")
        .body(containsString("先に別のお返事をいただいている"))
        .body(containsString(">同意を取り消す<"));
    assertThat(house.status(card)).isEqualTo("ConsentGiven");
  }

  @Test
  void a_consent_is_withdrawn_through_the_same_link_which_is_spent_then() {
    String token = link();
    House.answer(token, "give").statusCode(303);
    House.answer(token, "withdraw").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentWithdrawn");
    House.look(token)
        .statusCode(200)
        .body(containsString("同意の取り消しを承りました"))
        .body(not(containsString("<form")));
    House.answer(token, "withdraw").statusCode(303);
    House.answer(token, "give").statusCode(409);
    House.answer(token, "refuse").statusCode(409);
    assertThat(house.status(card)).isEqualTo("ConsentWithdrawn");
  }

  @Test
  void after_a_refusal_there_is_nothing_to_withdraw_and_nothing_to_give() {
    String token = link();
    House.answer(token, "refuse").statusCode(303);
    House.look(token)
        .statusCode(200)
        .body(containsString("同意しないことを承りました"))
        .body(not(containsString("<form")));
    House.answer(token, "withdraw").statusCode(409);
    House.answer(token, "give").statusCode(409);
    House.answer(token, "refuse").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentRefused");
  }

  @Test
  void an_expired_link_answers_nothing_and_says_so() {
    String token = link();
    expireLink();
    House.look(token)
        .statusCode(410)
        .body(allOf(containsString("お返事の期限が過ぎています"), not(containsString("<form"))));
    House.answer(token, "give").statusCode(410);
    House.answer(token, "refuse").statusCode(410);
    assertThat(house.status(card)).isEqualTo("ConsentRequested");
  }

  @Test
  void an_expired_link_still_withdraws() {
    String token = link();
    House.answer(token, "give").statusCode(303);
    expireLink();
    House.look(token).statusCode(200).body(containsString(">同意を取り消す<"));
    House.answer(token, "withdraw").statusCode(303);
    assertThat(house.status(card)).isEqualTo("ConsentWithdrawn");
  }

  @Test
  void a_consent_expires_by_itself() {
    String token = link();
    House.answer(token, "give").statusCode(303);
    expire(
        "consent_events set valid_until = now() - interval '1 second'"
            + " where valid_until is not null");
    assertThat(house.status(card)).isEqualTo("ConsentExpired");
    House.look(token).statusCode(200).body(containsString("同意の期間が終わりました"));
  }

  @Test
  void unknown_and_mangled_links_get_a_friendly_page_and_no_more() {
    String token = link();
    for (String wrong :
        List.of(
            "A".repeat(43),
            "short",
            token.substring(1),
            token + "A",
            token.toUpperCase(Locale.ROOT))) {
      House.look(wrong)
          .statusCode(404)
          .contentType("text/html; charset=UTF-8")
          .header("Referrer-Policy", equalTo("no-referrer"))
          .body(containsString("このリンクは確認できません"))
          .body(not(containsString("青空商事")));
      House.answer(wrong, "give").statusCode(404);
    }
    House.visitor("en").get("/consent/x").then().body(containsString("We do not know this link"));
    assertThat(house.status(card)).isEqualTo("ConsentRequested");
  }
}
