package jp.meishigura.contacts.api;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FindingTest extends ContactsTest {

  @Inject CardSearch search;

  @ParameterizedTest
  @CsvSource({
    "phone, 03-0123-4567",
    "phone, 0301234567",
    "phone, +81 3 0123 4567",
    "phone, ０３（０１２３）４５６７",
    "phone, 090-0000-1234",
    "email, taro.sato@aozora.example",
    "email, ＴＡＲＯ.sato@AOZORA.example",
    "name, 佐藤",
    "name, 藤",
    "name, さとう",
    "name, サトウ",
    "name, ｻﾄｳ ﾀﾛｳ",
    "name, たろ",
    "name, 青空",
  })
  void an_open_card_is_found_however_it_is_asked_for(String by, String text) {
    UUID card = house.withPurpose().create(House.sato());
    house
        .search(Map.of("purpose", PURPOSE, by, text))
        .statusCode(200)
        .body("items.size()", equalTo(0));
    house.consent(card, PURPOSE, "ConsentGiven");

    house
        .search(Map.of("purpose", PURPOSE, by, text))
        .statusCode(200)
        .body("items.id", equalTo(List.of(card.toString())))
        .body("items[0].name", equalTo("佐藤 太郎"))
        .body("items[0].values.find { it.name == 'phone.1' }.text", equalTo("****67"));
    JsonNode record = house.lastRecord("card.search");
    assertThat(record.path("details").path("cards").get(0).asText()).isEqualTo(card.toString());
    assertThat(record.toString()).doesNotContain("佐藤", "サトウ", "0123", "aozora.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"03-0123-456", "aozora.example", "x"})
  void part_of_a_number_or_an_address_finds_nothing(String text) {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    for (String by : List.of("phone", "email")) {
      Response response =
          house.member().body(Map.of("purpose", PURPOSE, by, text)).post("/v1/cards/search");
      assertThat(response.statusCode()).isIn(200, 422);
      if (response.statusCode() == 200) {
        response.then().body("items.size()", equalTo(0));
      }
    }
  }

  @Test
  void one_question_at_a_time() {
    house.withPurpose();
    house.search(Map.of("purpose", PURPOSE)).statusCode(400);
    house.search(Map.of("purpose", PURPOSE, "name", "a", "phone", "b")).statusCode(400);
    house.search(Map.of("purpose", PURPOSE, "name", "a", "limit", 0)).statusCode(400);
    house.search(Map.of("purpose", PURPOSE, "passport", "TK0000000")).statusCode(400);
  }

  @Test
  void cards_come_in_gojuon_order_page_by_page() {
    house.withPurpose();
    List<String> expected = new ArrayList<>();
    List<List<String>> people =
        List.of(
            List.of("阿部", "一", "あべ", "はじめ"),
            List.of("伊藤", "二葉", "イトウ", "フタバ"),
            List.of("上田", "三郎", "ｳｴﾀﾞ", "ｻﾌﾞﾛｳ"),
            List.of("加藤", "四季", "かとう", "しき"),
            List.of("佐藤", "五月", "さとう", "さつき"),
            List.of("高橋", "六", "たかはし", "ろく"),
            List.of("渡辺", "七海", "わたなべ", "ななみ"));
    for (int i : new int[] {3, 0, 6, 2, 5, 1, 4}) {
      List<String> person = people.get(i);
      UUID card =
          house.create(
              House.card(
                  person.get(0),
                  person.get(1),
                  person.get(2),
                  person.get(3),
                  "p" + i + "@x.example"));
      house.consent(card, PURPOSE, "ConsentGiven");
    }
    people.forEach(person -> expected.add(person.get(0) + " " + person.get(1)));
    house.create(House.card("相沢", "鍵", "あいざわ", "かぎ", "locked@x.example"));

    assertThat(names(Map.of("purpose", PURPOSE, "limit", 3))).isEqualTo(expected);
    // The same from an index that was built anew, from the sealed rows.
    search.evict(house.tenant().id());
    assertThat(names(Map.of("purpose", PURPOSE, "order", "reading", "limit", 2)))
        .isEqualTo(expected);
    assertThat(names(Map.of("purpose", PURPOSE, "order", "created", "limit", 2)))
        .containsExactly("佐藤 五月", "伊藤 二葉", "高橋 六", "上田 三郎", "渡辺 七海", "阿部 一", "加藤 四季");
    JsonNode record = house.lastRecord("card.list");
    assertThat(record.path("purpose").asText()).isEqualTo(PURPOSE);
  }

  @Test
  void without_a_purpose_all_cards_come_newest_first_and_locked() {
    UUID open = house.withPurpose().create(House.sato());
    house.consent(open, PURPOSE, "ConsentGiven");
    for (int i = 0; i < 4; i++) {
      house.create(House.card("林" + i, "花", "はやし", "はな", "h" + i + "@x.example"));
    }
    assertThat(names(Map.of("limit", 2)))
        .containsExactly("林○ ○○", "林○ ○○", "林○ ○○", "林○ ○○", "佐○ ○○");
    house
        .member()
        .get("/v1/cards")
        .then()
        .body("items.findAll { it.state == 'open' }.size()", equalTo(0));
  }

  @Test
  void an_address_that_several_cards_share_finds_them_all_page_by_page() {
    house.withPurpose();
    for (int i = 0; i < 5; i++) {
      UUID card = house.create(House.card("佐藤", "太郎" + i, "さとう", "たろう", "info@shared.example"));
      house.consent(card, PURPOSE, "ConsentGiven");
    }
    List<String> seen = new ArrayList<>();
    Map<String, Object> question = new HashMap<>();
    question.put("purpose", PURPOSE);
    question.put("email", "info@shared.example");
    question.put("limit", 2);
    String next;
    do {
      Response page = house.member().body(question).post("/v1/cards/search");
      seen.addAll(page.path("items.id"));
      next = page.path("next");
      question.put("cursor", next);
    } while (next != null);
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  private List<String> names(Map<String, Object> query) {
    List<String> names = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = house.member().queryParams(query);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      Response page = request.get("/v1/cards");
      page.then().statusCode(200);
      names.addAll(page.path("items.name"));
      cursor = page.path("next");
    } while (cursor != null);
    return names;
  }
}
