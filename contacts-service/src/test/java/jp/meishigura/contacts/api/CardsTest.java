package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CardsTest extends ContactsTest {

  @Test
  void a_new_card_is_locked_and_shows_a_masked_name_its_source_and_nothing_else() {
    Response created = house.member().body(House.sato()).post("/v1/cards");

    created
        .then()
        .statusCode(201)
        .header("ETag", "\"1\"")
        .header("Location", containsString("/v1/cards/" + created.path("id")))
        .header("Cache-Control", "no-store")
        .body("state", equalTo("locked"))
        .body("name", equalTo("佐○ ○○"))
        .body("source.kind", equalTo("api"))
        .body("source.client", equalTo("web"))
        .body("values", nullValue());
    UUID card = UUID.fromString(created.path("id"));
    String locked = house.view(card, null).statusCode(200).extract().asString();
    assertThat(locked).doesNotContain("佐藤", "太郎", "青空商事", "4567", "taro", "Taro");
    JsonNode record = house.lastRecord("card.read");
    assertThat(record.path("decision").asText()).isEqualTo("allowed");
    assertThat(record.path("card").asText()).isEqualTo(card.toString());
    assertThat(record.path("details").path("state").asText()).isEqualTo("locked");
  }

  @Test
  void an_open_card_shows_who_it_is_and_masks_how_to_reach_them() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");

    house
        .view(card, PURPOSE)
        .statusCode(200)
        .body("state", equalTo("open"))
        .body("name", equalTo("佐藤 太郎"))
        .body("consent[0].status", equalTo("ConsentGiven"))
        .body("values.find { it.name == 'company.1' }.text", equalTo("青空商事株式会社"))
        .body("values.find { it.name == 'phone.1' }.text", equalTo("****67"))
        .body("values.find { it.name == 'phone.1' }.masked", equalTo(true))
        .body("values.find { it.name == 'phone.2' }.types", equalTo(List.of("cell")))
        .body("values.find { it.name == 'email.1' }.text", equalTo("T***@aozora.example"))
        .body("values.field", not(hasItem("note")))
        .body("values.field", not(hasItem("address")));
  }

  @Test
  void a_reveal_gives_all_values_of_the_field_and_is_on_record() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");

    house
        .reveal(card, PURPOSE, "phone")
        .statusCode(200)
        .body("values.text", equalTo(List.of("03-0123-4567", "090-0000-1234")));
    JsonNode record = house.lastRecord("card.reveal");
    assertThat(record.path("decision").asText()).isEqualTo("allowed");
    assertThat(record.path("purpose").asText()).isEqualTo(PURPOSE);
    assertThat(record.path("fields").toString()).isEqualTo("[\"phone\"]");
    assertThat(record.toString()).doesNotContain("0123");
  }

  @Test
  void a_creation_that_is_sent_twice_happens_once() {
    String token = house.token("integrator").sign();
    String key = UUID.randomUUID().toString();
    String first =
        House.with(token)
            .header("Idempotency-Key", key)
            .body(House.sato())
            .post("/v1/cards")
            .then()
            .statusCode(201)
            .extract()
            .path("id");

    House.with(token)
        .header("Idempotency-Key", key)
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", "true")
        .body("id", equalTo(first));
    assertThat(house.count("cards", "true")).isEqualTo(1);
    assertThat(house.records("card.create")).hasSize(1);
  }

  @Test
  void a_key_that_was_used_for_another_card_is_refused() {
    String token = house.token("integrator").sign();
    Map<String, Object> other = new HashMap<>(House.sato());
    other.put("title", "部長");
    House.with(token)
        .header("Idempotency-Key", "k-1")
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(201);

    House.with(token)
        .header("Idempotency-Key", "k-1")
        .body(other)
        .post("/v1/cards")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:idempotency-key-reused"));
    assertThat(house.count("cards", "true")).isEqualTo(1);
  }

  @Test
  void a_key_belongs_to_its_caller_alone() {
    String one = house.token("member").sign();
    String another = house.token("member").sign();
    House.with(one)
        .header("Idempotency-Key", "k")
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(201);
    House.with(another)
        .header("Idempotency-Key", "k")
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", nullValue());
    assertThat(house.count("cards", "true")).isEqualTo(2);
  }

  @Test
  void a_change_must_say_which_revision_it_changes() {
    UUID card = house.create(House.sato());
    house.member().body(House.sato()).put("/v1/cards/" + card).then().statusCode(428);
    house
        .member()
        .header("If-Match", "*")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(428);
    house
        .member()
        .header("If-Match", "\"7\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(412);
    assertThat(house.lastRecord("card.update").path("decision").asText()).isEqualTo("refused");
    assertThat(house.lastRecord("card.update").path("reason").asText()).isEqualTo("revision-stale");
  }

  @Test
  void a_change_replaces_values_and_keeps_the_source_of_those_that_stay() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    Map<String, Object> changed = new HashMap<>(House.sato());
    changed.put("phone", List.of("06-0000-9876"));
    changed.put("name", Map.of("family", "鈴木", "given", "太郎"));

    house
        .as("integrator")
        .header("If-Match", "\"1\"")
        .body(changed)
        .put("/v1/cards/" + card)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("name", equalTo("鈴○ ○○"));
    house
        .view(card, PURPOSE)
        .body("revision", equalTo(2))
        .body("name", equalTo("鈴木 太郎"))
        .body("values.find { it.name == 'email.1' }.source.client", equalTo("web"))
        .body("values.find { it.name == 'phone.1' }.source.client", equalTo("crm"));
    house.reveal(card, PURPOSE, "phone").body("values.text", equalTo(List.of("06-0000-9876")));
    house
        .search(Map.of("purpose", PURPOSE, "phone", "0600009876"))
        .body("items.size()", equalTo(1));
    house
        .search(Map.of("purpose", PURPOSE, "phone", "0301234567"))
        .body("items.size()", equalTo(0));
    house.search(Map.of("purpose", PURPOSE, "name", "鈴木")).body("items.size()", equalTo(1));
    house.search(Map.of("purpose", PURPOSE, "name", "佐藤")).body("items.size()", equalTo(0));
  }

  @Test
  void of_two_changes_of_the_same_revision_one_is_refused() {
    UUID card = house.create(House.sato());
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(200);
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(412);
  }

  @Test
  void many_changes_do_not_pile_up_sources() {
    UUID card = house.create(House.sato());
    for (int i = 1; i <= 10; i++) {
      Map<String, Object> changed = new HashMap<>(House.sato());
      changed.put("title", "部長" + i);
      house
          .member()
          .header("If-Match", "\"" + i + "\"")
          .body(changed)
          .put("/v1/cards/" + card)
          .then()
          .statusCode(200);
    }
    assertThat(house.count("cards", "jsonb_array_length(sources) <= 2")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                        | 400 | malformed-json",
        "{\"name\":{\"familie\":\"x\"}}           | 400 | malformed-json",
        "{\"name\":\"佐藤\"}                      | 400 | malformed-json",
        "{\"email\":[{\"types\":[\"work\"]}]}     | 400 | invalid-request",
        "{\"email\":[null]}                       | 400 | invalid-request",
        "{}                                       | 422 | not-a-card",
        "{\"note\":\"x\"}                         | 422 | not-a-card",
        "{\"company\":\"x\",\"email\":\"no-at\"}  | 422 | not-a-card",
        "{\"company\":\"a\\u0000b\"}              | 422 | not-a-card",
      })
  void what_is_not_a_card_is_refused_with_a_problem(String body, int status, String slug) {
    house
        .member()
        .body(body)
        .post("/v1/cards")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:" + slug));
  }

  @Test
  void no_body_is_a_problem() {
    house.member().post("/v1/cards").then().statusCode(400).contentType("application/problem+json");
  }

  @Test
  void a_problem_does_not_repeat_what_was_sent() {
    String answer =
        house
            .member()
            .body("{\"name\":{\"family\":佐藤太郎")
            .post("/v1/cards")
            .then()
            .statusCode(400)
            .extract()
            .asString();
    assertThat(answer).doesNotContain("佐藤");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    house
        .member()
        .body(Map.of("company", "x", "note", "長".repeat(60_000)))
        .post("/v1/cards")
        .then()
        .statusCode(413)
        .contentType("application/problem+json");
  }

  @Test
  void other_methods_types_and_paths_are_problems() {
    house
        .member()
        .delete("/v1/cards/" + UUID.randomUUID())
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    house
        .member()
        .contentType("text/plain")
        .body("x")
        .post("/v1/cards")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    house
        .member()
        .get("/v1/nothing")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    house
        .member()
        .get("/v1/cards/not-a-uuid")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void a_card_that_never_was_is_no_such_card_and_on_record() {
    UUID nothing = UUID.randomUUID();
    house
        .view(nothing, null)
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-card"));
    house.reveal(nothing, PURPOSE, "phone").statusCode(404);
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + nothing)
        .then()
        .statusCode(404);
    assertThat(house.lastRecord("card.read").path("reason").asText()).isEqualTo("no-such-card");
    assertThat(house.lastRecord("card.reveal").path("reason").asText()).isEqualTo("no-such-card");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1"})
  void a_limit_has_limits(String limit) {
    house
        .member()
        .queryParam("limit", limit)
        .get("/v1/cards")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void a_cursor_of_ones_own_making_is_refused() {
    for (String cursor : List.of("x", "e30", "bnVsbA", "eyJpZCI6InkifQ")) {
      house
          .member()
          .queryParam("cursor", cursor)
          .get("/v1/cards")
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:meishigura:problem:invalid-cursor"));
    }
  }
}
