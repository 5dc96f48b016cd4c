package jp.meishigura.contacts.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.testing.TestLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a thief of the database, of Kafka or of the log finds: nobody. */
@QuarkusTest
class SealedAtRestTest extends ContactsTest {

  private static final String VCARD =
      """
      BEGIN:VCARD
      VERSION:3.0
      N:御手洗;弥生;;;
      FN:御手洗 弥生
      X-PHONETIC-LAST-NAME:みたらい
      ORG:株式会社白樺製作所;開発部
      TITLE:主任研究員
      TEL;TYPE=CELL:080-0099-8877
      EMAIL:yayoi.mitarai@shirakaba.example
      NOTE:猫を三匹飼っている
      END:VCARD
      """;

  private static final List<String> CLEAR =
      List.of(
          "御手洗",
          "弥生",
          "みたらい",
          "株式会社白樺製作所",
          "白樺",
          "開発部",
          "主任研究員",
          "080-0099-8877",
          "08000998877",
          "+818000998877",
          "8000998877",
          "yayoi.mitarai",
          "shirakaba.example",
          "猫を三匹",
          "御手洗さん.vcf",
          "090-0000-1234",
          "9000001234",
          "Taro.Sato",
          "taro.sato",
          "甘いものが好き",
          "千代田区");

  @Test
  void nobody_finds_a_name_a_phone_or_an_address_anywhere() throws SQLException {
    UUID created = live();

    List<String> places = new ArrayList<>();
    look(places, "database", database.dump());
    look(places, "gateway's database", gateway.database().dump());
    look(places, "log", TestLog.text());
    List<ConsumerRecord<String, byte[]>> records =
        topics.readUntil(
            "audit",
            record -> new String(record.value(), UTF_8).contains("after-" + created),
            Duration.ofSeconds(60));
    look(
        places,
        "Kafka",
        records.stream()
            .map(
                record -> record.key() + " " + record.headers() + new String(record.value(), UTF_8))
            .collect(Collectors.joining("\n")));
    assertThat(places).isEmpty();
    assertThat(database.dump()).as("the dump is of this database").contains(created.toString());
  }

  /** All that the service does with a card, with things that go wrong in between. */
  private UUID live() {
    house.withPurpose();
    String lines =
        house
            .as("integrator")
            .contentType("text/vcard")
            .header(
                "Content-Disposition",
                "attachment; filename*=UTF-8''%E5%BE%A1%E6%89%8B%E6%B4%97%E3%81%95%E3%82%93.vcf")
            .body(VCARD.getBytes(UTF_8))
            .post("/v1/imports")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    UUID card = UUID.fromString(lines.replaceAll("(?s).*\"card\":\"([^\"]+)\".*", "$1"));
    house.consent(card, PURPOSE, "ConsentGiven");
    UUID sato = house.create(House.sato());
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + sato)
        .then()
        .statusCode(200);
    house
        .view(card, PURPOSE)
        .statusCode(200)
        .body("name", equalTo("御手洗 弥生"))
        .body("source.file", equalTo("御手洗さん.vcf"));
    house.reveal(card, PURPOSE, "phone", "email").statusCode(200);
    for (String key : List.of("phone", "email", "name")) {
      Map<String, String> asked =
          Map.of(
              "phone", "08000998877", "email", "YAYOI.MITARAI@shirakaba.example", "name", "みたらい");
      house
          .search(Map.of("purpose", PURPOSE, key, asked.get(key)))
          .statusCode(200)
          .body("items.size()", equalTo(1));
    }
    // Personal data where none belong.
    house.view(card, "御手洗 弥生").statusCode(422);
    house.reveal(card, PURPOSE, "080-0099-8877").statusCode(400);
    house.member().body("{\"name\":{\"family\":\"御手洗\"").post("/v1/cards").then().statusCode(400);
    house.member().body("{\"御手洗\":1}").post("/v1/cards").then().statusCode(400);
    house
        .member()
        .header("Idempotency-Key", "k")
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(201);
    house
        .as("integrator")
        .contentType("text/csv")
        .body("御手洗,弥生\n080-0099-8877,x\n".getBytes(UTF_8))
        .post("/v1/imports")
        .then()
        .statusCode(200);
    // The last record that Kafka will carry of this tenant.
    Map<String, Object> last = new HashMap<>();
    last.put("purpose", PURPOSE);
    last.put("channel", "email");
    last.put("request", card);
    house
        .as("service")
        .header("X-Correlation-Id", "after-" + card)
        .body(last)
        .post("/v1/cards/" + card + "/recipient")
        .then()
        .statusCode(200);
    return card;
  }

  private static void look(List<String> places, String place, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String clear : CLEAR) {
      for (String form : forms(clear)) {
        if (lower.contains(form.toLowerCase(Locale.ROOT))) {
          places.add(clear + " in the " + place);
          break;
        }
      }
    }
  }

  /** As it is, as bytes in hex (which is how a dump shows bytea), and in Base64 at each offset. */
  private static List<String> forms(String clear) {
    List<String> forms = new ArrayList<>();
    forms.add(clear);
    forms.add(escaped(clear));
    for (Charset charset : List.of(UTF_8, UTF_16BE, UTF_16LE, Charset.forName("windows-31j"))) {
      byte[] bytes = clear.getBytes(charset);
      forms.add(HexFormat.of().formatHex(bytes));
      forms.add(new String(bytes, ISO_8859_1));
      for (int offset = 0; offset < 3; offset++) {
        byte[] shifted = new byte[bytes.length + offset];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        // Without the characters that share bits with what stands before and behind.
        int from = offset == 0 ? 0 : offset + 1;
        int to = base64.length() - (shifted.length % 3 == 0 ? 0 : 1);
        if (to - from >= 8) {
          forms.add(base64.substring(from, to));
        }
      }
    }
    return forms;
  }

  /** As JSON may write it. */
  private static String escaped(String clear) {
    return clear
        .chars()
        .mapToObj(
            c -> c < 0x80 ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c))
        .collect(Collectors.joining());
  }

  @Test
  void a_sealed_value_opens_only_where_it_was_sealed() throws SQLException {
    UUID one = house.withPurpose().create(House.sato());
    UUID other = house.create(House.card("林", "花子", "はやし", "はなこ", "hanako@hayashi.example"));
    house.consent(one, PURPOSE, "ConsentGiven");
    try (Connection admin = database.asAdmin()) {
      // Another value of the same card, then another card's value with its key, then a changed bit.
      spoil(admin, one, "value_sealed[array_position(value_names, 'phone.2')]");
      house
          .reveal(one, PURPOSE, "phone")
          .statusCode(500)
          .body("type", equalTo("urn:meishigura:problem:seal-broken"));
      assertThat(house.lastRecord("card.reveal").path("decision").asText()).isEqualTo("failed");
      spoil(
          admin,
          one,
          "(select o.value_sealed[array_position(o.value_names, 'email.1')] from cards o where o.id = '"
              + other
              + "')");
      house.reveal(one, PURPOSE, "phone").statusCode(500);
      spoil(admin, one, "set_byte(value_sealed[array_position(value_names, 'phone.1')], 40, 1)");
      house.reveal(one, PURPOSE, "phone").statusCode(500);
      assertThat(house.reveal(one, PURPOSE, "email").extract().statusCode()).isEqualTo(200);
    }
  }

  private static void spoil(Connection admin, UUID card, String with) throws SQLException {
    try (Statement sql = admin.createStatement()) {
      sql.executeUpdate(
          "update cards set value_sealed[array_position(value_names, 'phone.1')] = "
              + with
              + " where id = '"
              + card
              + "'");
    }
  }

  @Test
  void each_card_has_a_key_of_its_own_that_is_not_in_this_database() throws SQLException {
    house.create(House.sato());
    house.create(House.sato());
    try (Connection admin = database.asAdmin();
        PreparedStatement select =
            admin.prepareStatement(
                "select count(distinct key_id), count(*), count(distinct value_sealed[1])"
                    + " from cards where tenant_id = ?")) {
      select.setObject(1, house.tenant().id());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(2);
        assertThat(row.getInt(2)).isEqualTo(2);
        assertThat(row.getInt(3)).isEqualTo(2);
      }
    }
  }
}
