package jp.meishigura.contacts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.HeldWorker;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.contacts.testing.KeyOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that is sent again after the index keys, which digest it, were rotated. */
@QuarkusTest
class SentAgainTest extends ContactsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CSV = "会社名,氏名\n青空,山田 花子\n";

  private KeyOperator operator;
  private String token;

  @BeforeEach
  void withOperator() {
    operator = new KeyOperator(gateway, issuer, house.tenant());
    token = house.token("integrator").sign();
  }

  @Test
  void a_card_is_created_once_while_both_versions_are_there_and_another_one_is_refused() {
    String first = create("k", House.sato()).statusCode(201).extract().path("id");
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      operator.rotateIndexKey();
      awaitVersion(2);

      isReplayed(create("k", House.sato())).body("id", equalTo(first));
      isReused(create("k", House.card("林", "花", "はやし", "はな", "hana@hayashi.example")));
      String next = create("l", House.sato()).statusCode(201).extract().path("id");
      isReplayed(create("l", House.sato())).body("id", equalTo(next));
    }
    assertThat(house.count("cards", "true")).isEqualTo(2);
  }

  @Test
  void a_card_is_created_once_although_the_version_it_was_created_under_is_retired() {
    String first = create("k", House.sato()).statusCode(201).extract().path("id");
    operator.rotateIndexKey();
    awaitRetired();

    isReplayed(create("k", House.sato())).body("id", equalTo(first));

    assertThat(house.count("cards", "true")).isEqualTo(1);
    create("l", House.sato()).statusCode(201);
    isReused(create("l", House.card("林", "花", "はやし", "はな", "hana@hayashi.example")));
  }

  @Test
  void an_import_is_done_once_whatever_became_of_the_version() {
    bring("k", CSV).statusCode(200);
    try (HeldWorker held = new HeldWorker(database)) {
      assertThat(held).isNotNull();
      operator.rotateIndexKey();
      awaitVersion(2);
      isReplayed(bring("k", CSV), 200);
      isReused(bring("k", CSV + "青空,山田 一\n"));
    }
    awaitRetired();

    isReplayed(bring("k", CSV), 200);

    assertThat(house.count("cards", "true")).isEqualTo(1);
    assertThat(house.count("imports", "digest_version = 1")).isEqualTo(1);
    bring("l", CSV).statusCode(200);
    assertThat(house.count("imports", "digest_version = 2")).isEqualTo(1);
  }

  private ValidatableResponse create(String key, Map<String, Object> card) {
    return House.with(token).header("Idempotency-Key", key).body(card).post("/v1/cards").then();
  }

  private ValidatableResponse bring(String key, String csv) {
    return House.with(token)
        .header("Idempotency-Key", key)
        .contentType("text/csv; charset=UTF-8")
        .body(csv)
        .post("/v1/imports")
        .then();
  }

  private static ValidatableResponse isReplayed(ValidatableResponse answer) {
    return isReplayed(answer, 201);
  }

  private static ValidatableResponse isReplayed(ValidatableResponse answer, int status) {
    return answer.statusCode(status).header("Idempotency-Replayed", equalTo("true"));
  }

  private static void isReused(ValidatableResponse answer) {
    answer.statusCode(422).body("type", equalTo("urn:meishigura:problem:idempotency-key-reused"));
  }

  private void awaitVersion(int version) {
    await()
        .atMost(PATIENCE)
        .until(() -> house.count("index_versions", "version = " + version) == 1);
  }

  private void awaitRetired() {
    await().atMost(PATIENCE).until(() -> operator.indexVersions().equals(List.of(2)));
    await().atMost(PATIENCE).until(() -> house.count("key_work", "state = 'running'") == 0);
  }
}
