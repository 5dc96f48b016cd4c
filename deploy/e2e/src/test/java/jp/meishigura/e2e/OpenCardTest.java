package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jp.meishigura.local.Port;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.services.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cards opened offline by deploy/tools/OpenCard.java, which is none of the services' code. */
@ExtendWith(WithSuite.class)
class OpenCardTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String CARD =
      """
      {"name": {"family": "𠮷岡", "given": "開"},
       "reading": {"family": "よしおか", "given": "ひらく"},
       "company": "雪村\\"商事\\"", "department": "第一\\\\営業部", "title": "課長",
       "phone": [{"text": "03-0012-7701", "types": ["work"]},
                 {"text": "090-0012-7702", "types": ["cell", "voice"]}],
       "email": {"text": "hiraku@yukimura.example", "types": ["work"]},
       "address": "〒000-0000 東京都\\n零区1-2-3", "url": "https://yukimura.example/"}
      """;

  /** What the tool says. */
  private record Opened(int status, String output, String errors) {

    /** The values by their names. */
    Map<String, JsonNode> values(String card) throws IOException {
      Map<String, JsonNode> values = new TreeMap<>();
      for (String line : output.lines().toList()) {
        String[] parts = line.split("\t", 3);
        if (parts[0].equals(card)) {
          values.put(parts[1], JSON.readTree(parts[2]));
        }
      }
      return values;
    }
  }

  @TempDir Path folder;

  private Opened open(String... words) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Path tool = SuiteUnderTest.repository().resolve("deploy/tools/OpenCard.java");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(), tool.toString());
    java.command().addAll(List.of(words));
    java.directory(folder.toFile());
    java.redirectOutput(output.toFile()).redirectError(errors.toFile());
    int status = java.start().waitFor();
    return new Opened(status, Files.readString(output), Files.readString(errors));
  }

  private void dump(SuiteUnderTest suite) throws Exception {
    Dumps dumps = new Dumps(suite.site());
    dumps.plainText(Service.CONTACTS, "cards", folder.resolve("contacts.sql"));
    dumps.plainText(Service.GATEWAY, "subject_keys", folder.resolve("gateway.sql"));
  }

  private void tenantKeys(SuiteUnderTest suite) throws Exception {
    Files.write(folder.resolve("keys.txt"), new KeysInHand(suite.site()).envelopes("tenant_keys"));
  }

  private static String create(SuiteUnderTest suite) {
    String location =
        given()
            .header("Authorization", "Bearer " + suite.integrator(Audience.CONTACTS, "aozora"))
            .contentType("application/json; charset=utf-8")
            .body(CARD)
            .post(suite.url(Port.CONTACTS) + "/v1/cards")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static ObjectNode value(String text, String... types) {
    ObjectNode value = JSON.createObjectNode().put("text", text);
    List.of(types).forEach(value.putArray("types")::add);
    return value;
  }

  private static void assertWhole(Map<String, JsonNode> values) {
    Map<String, JsonNode> expected = new TreeMap<>();
    expected.put("name.family", value("𠮷岡"));
    expected.put("name.given", value("開"));
    expected.put("reading.family", value("よしおか"));
    expected.put("reading.given", value("ひらく"));
    expected.put("company.1", value("雪村\"商事\""));
    expected.put("department.1", value("第一\\営業部"));
    expected.put("title.1", value("課長"));
    expected.put("phone.1", value("03-0012-7701", "work"));
    expected.put("phone.2", value("090-0012-7702", "cell", "voice"));
    expected.put("email.1", value("hiraku@yukimura.example", "work"));
    expected.put("address.1", value("〒000-0000 東京都\n零区1-2-3"));
    expected.put("url.1", value("https://yukimura.example/"));
    assertThat(values).containsAllEntriesOf(expected);
  }

  @Test
  void with_the_tenants_key_and_both_dumps_every_value_opens_as_it_was_written(SuiteUnderTest suite)
      throws Exception {
    String card = create(suite);
    dump(suite);
    tenantKeys(suite);
    Opened opened = open("contacts.sql", card, "keys.txt", "gateway.sql");
    assertThat(opened.errors()).isEmpty();
    assertThat(opened.status()).isZero();
    assertWhole(opened.values(card));
    assertThat(opened.output().lines()).allMatch(line -> line.startsWith(card));
  }

  @Test
  void with_a_cards_key_in_hand_the_contacts_dump_is_enough(SuiteUnderTest suite) throws Exception {
    String card = create(suite);
    dump(suite);
    List<String> keyIds =
        new Dumps(suite.site())
            .query(Service.CONTACTS, "select key_id from cards where id = '" + card + "'");
    Map<String, byte[]> keys = new KeysInHand(suite.site()).subjectKeys("aozora", keyIds);
    assertThat(keys).hasSize(1);
    Files.write(
        folder.resolve("keys.txt"),
        keys.entrySet().stream()
            .map(key -> key.getKey() + " " + Base64.getEncoder().encodeToString(key.getValue()))
            .toList());
    Opened opened = open("contacts.sql", card, "keys.txt");
    assertThat(opened.errors()).isEmpty();
    assertThat(opened.status()).isZero();
    assertWhole(opened.values(card));
    assertThat(open("contacts.sql", "all", "keys.txt").values(card)).isNotEmpty();
  }

  @Test
  void everything_that_was_imported_opens_the_record_as_it_came_in_too(SuiteUnderTest suite)
      throws Exception {
    Path file = SuiteUnderTest.repository().resolve("deploy/samples/renrakusaki-4.0.vcf");
    String line =
        given()
            .header("Authorization", "Bearer " + suite.integrator(Audience.CONTACTS, "aozora"))
            .contentType("text/vcard")
            .body(Files.readAllBytes(file))
            .post(suite.url(Port.CONTACTS) + "/v1/imports")
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .lines()
            .findFirst()
            .orElseThrow();
    String card = JSON.readTree(line).get("card").textValue();
    dump(suite);
    tenantKeys(suite);
    Opened opened = open("contacts.sql", "all", "keys.txt", "gateway.sql");
    assertThat(opened.errors()).isEmpty();
    assertThat(opened.status()).isZero();
    Map<String, JsonNode> values = opened.values(card);
    assertThat(values.get("name.family").get("text").textValue()).isEqualTo("渡邊");
    assertThat(values.get("reading.family").get("text").textValue()).isEqualTo("わたなべ");
    assertThat(values.get("company.1").get("text").textValue()).isEqualTo("富士見電機株式会社");
    assertThat(values.get("email.1").get("text").textValue())
        .isEqualTo("n.watanabe@fujimi-electric.example");
    assertThat(values.get("original.1").get("text").textValue().lines().toList())
        .contains("BEGIN:VCARD", "FN:渡邊 直子", "END:VCARD");
  }

  @Test
  void without_the_key_or_for_a_moved_or_altered_value_nothing_comes_out(SuiteUnderTest suite)
      throws Exception {
    String card = create(suite);
    dump(suite);
    tenantKeys(suite);
    Opened noKeys = open("contacts.sql", card, "keys.txt");
    assertThat(noKeys.status()).isEqualTo(1);
    assertThat(noKeys.output()).isEmpty();

    Path contacts = folder.resolve("contacts.sql");
    String dump = Files.readString(contacts);
    Files.writeString(contacts, dump.replace("phone.1,phone.2", "phone.2,phone.1"));
    Opened moved = open("contacts.sql", card, "keys.txt", "gateway.sql");
    assertThat(moved.status()).isEqualTo(1);
    assertThat(moved.errors()).contains("phone.1 does not open", "phone.2 does not open");
    assertThat(moved.values(card)).hasSizeGreaterThan(8).doesNotContainKeys("phone.1", "phone.2");

    Files.writeString(contacts, dump);
    assertThat(open("contacts.sql", "00000000-0000-4000-8000-000000000000", "keys.txt").status())
        .isEqualTo(1);
  }
}
