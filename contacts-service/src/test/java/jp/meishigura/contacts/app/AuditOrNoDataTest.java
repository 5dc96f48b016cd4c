package jp.meishigura.contacts.app;

import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import org.junit.jupiter.api.Test;

/** A record that cannot be written stops what it would tell of. */
@QuarkusTest
class AuditOrNoDataTest extends ContactsTest {

  @Test
  void without_a_record_nothing_leaves_and_nothing_changes() {
    UUID card = house.withPurpose().create(House.sato());
    house.consent(card, PURPOSE, "ConsentGiven");
    String path = "/v1/cards/" + card;
    Map<String, Object> phone = Map.of("purpose", PURPOSE, "fields", List.of("phone"));
    Map<String, Object> asked =
        Map.of("purpose", PURPOSE, "channel", "email", "request", UUID.randomUUID());
    database.asOwner("revoke insert on outbox from " + database.app());
    try {
      Stream.of(
              house.member().get(path),
              house.member().queryParam("purpose", PURPOSE).get(path),
              house.member().get("/v1/cards"),
              house.member().queryParam("purpose", PURPOSE).get("/v1/cards"),
              house.member().body(phone).post(path + "/reveal"),
              house
                  .member()
                  .body(Map.of("purpose", PURPOSE, "name", "佐藤"))
                  .post("/v1/cards/search"),
              house
                  .member()
                  .body(Map.of("purpose", PURPOSE, "phone", "0301234567"))
                  .post("/v1/cards/search"),
              house.as("service").body(asked).post(path + "/recipient"),
              house.member().body(House.sato()).post("/v1/cards"),
              house.member().header("If-Match", "\"1\"").body(House.sato()).put(path),
              // A refusal is on record as well, or it is no answer.
              house.member().body(Map.of("fields", List.of("phone"))).post(path + "/reveal"))
          .forEach(AuditOrNoDataTest::assertNothing);
      String lines =
          house
              .as("integrator")
              .contentType("text/csv")
              .body("会社名,氏名\n青空,山田 花子\n")
              .post("/v1/imports")
              .asString();
      assertThat(lines).doesNotContain("\"card\"");
      assertThat(house.count("cards", "true")).isEqualTo(1);
      assertThat(house.count("cards", "revision = 1")).isEqualTo(1);
    } finally {
      database.asOwner("grant insert on outbox to " + database.app());
    }
    house.reveal(card, PURPOSE, "phone").statusCode(200);
  }

  private static void assertNothing(Response response) {
    assertThat(response.statusCode()).isIn(500, 503);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.asString())
        .doesNotContain("佐", "4567", "1234", "aozora.example", "青空", "locked", "open");
  }
}
