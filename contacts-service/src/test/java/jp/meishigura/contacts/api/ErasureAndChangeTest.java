package jp.meishigura.contacts.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;

/** A card that is changed and erased at the same moment. */
@QuarkusTest
class ErasureAndChangeTest extends ContactsTest {

  private static final int ROUNDS = 50;

  @Test
  void neither_fails_because_of_the_other_and_the_card_is_gone() throws Exception {
    String member = house.token("member").sign();
    String officer = house.token("privacy-officer").sign();
    List<Integer> changes = new ArrayList<>();
    List<Integer> erasures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        UUID card = house.create(House.sato());
        Future<List<Integer>> changed = threads.submit(() -> changeUntilGone(member, card));
        Future<Integer> erased =
            threads.submit(() -> status(House.with(officer), "/v1/cards/" + card + "/erasure"));
        erasures.add(erased.get());
        changes.addAll(changed.get());
        assertThat(house.count("cards", "id = '" + card + "'")).isZero();
        assertThat(house.count("blind_indexes", "card_id = '" + card + "'")).isZero();
      }
    }
    assertThat(erasures).containsOnly(200);
    // A card that is being erased has no key and soon no row: there is none.
    assertThat(changes).containsOnly(200, 404);
  }

  private static int status(RequestSpecification request, String path) {
    return request.post(path).then().extract().statusCode();
  }

  /** One change after the other, so that some of them meet the erasure. */
  private static List<Integer> changeUntilGone(String token, UUID card) {
    List<Integer> answers = new ArrayList<>();
    int last = 200;
    for (int revision = 1; last == 200; revision++) {
      last = change(token, card, revision);
      answers.add(last);
    }
    return answers;
  }

  private static int change(String token, UUID card, int revision) {
    return House.with(token)
        .header("If-Match", "\"" + revision + "\"")
        .body(House.card("佐藤", "太郎", "さとう", "たろう", "taro" + revision + "@aozora.example"))
        .put("/v1/cards/" + card)
        .then()
        .extract()
        .statusCode();
  }
}
