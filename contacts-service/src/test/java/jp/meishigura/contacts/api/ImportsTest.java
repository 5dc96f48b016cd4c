package jp.meishigura.contacts.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.meishigura.contacts.testing.House.PURPOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.contacts.testing.ContactsTest;
import jp.meishigura.contacts.testing.House;
import jp.meishigura.platform.testing.Stand;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportsTest extends ContactsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SAMPLES = Stand.repository().resolve("deploy/samples");

  @Test
  void our_samples_come_in_together_and_the_bad_row_is_told() {
    RequestSpecification request = upload();
    List<String> files =
        List.of(
            "keitai-2.1-shift_jis.vcf",
            "iphone-3.0.vcf",
            "renrakusaki-4.0.vcf",
            "sansan-cp932.csv",
            "cybozu-utf8.csv");
    for (String file : files) {
      String type = file.endsWith(".csv") ? "text/csv" : "text/vcard";
      request.multiPart("cards", file, bytes(SAMPLES.resolve(file)), type);
    }

    List<JsonNode> lines = lines(request.post("/v1/imports"));

    JsonNode end = lines.getLast();
    assertThat(end.path("created").asInt()).isEqualTo(13);
    assertThat(end.path("rejected").asInt()).isEqualTo(1);
    assertThat(end.has("stopped")).isFalse();
    assertThat(lines).hasSize(15);
    JsonNode rejected =
        lines.stream()
            .filter(line -> line.path("status").asText().equals("rejected"))
            .findFirst()
            .orElseThrow();
    assertThat(rejected.path("file").asInt()).isEqualTo(5);
    assertThat(rejected.path("line").asInt()).isEqualTo(3);
    assertThat(rejected.path("reason").asText()).isEqualTo("column-count");
    assertThat(rejected.path("detail").asText()).isNotBlank();
    assertThat(house.count("cards", "true")).isEqualTo(13);
    assertThat(house.records("card.create")).hasSize(13);
    assertThat(house.lastRecord("import.run").path("details").path("created").asInt())
        .isEqualTo(13);
    house
        .member()
        .get("/v1/imports/" + end.path("import").asText())
        .then()
        .statusCode(200)
        .body("state", equalTo("finished"))
        .body("created", equalTo(13))
        .body("rows[0].line", equalTo(3))
        .body("rows[0].reason", equalTo("column-count"));
  }

  @Test
  void what_old_phones_write_is_read_as_it_was_meant() {
    UUID card = importOne("keitai-2.1-shift_jis.vcf", "text/vcard");
    house.withPurpose().consent(card, PURPOSE, "ConsentGiven");
    house
        .view(card, null)
        .body("name", equalTo("佐○ ○○"))
        .body("source.kind", equalTo("vcard"))
        .body("source.file", equalTo("○○.vcf"))
        .body("source.line", equalTo(1))
        .body("source.client", equalTo("crm"));
    house
        .view(card, PURPOSE)
        .body("name", equalTo("佐藤 太郎"))
        .body("source.file", equalTo("keitai-2.1-shift_jis.vcf"));
    house.search(Map.of("purpose", PURPOSE, "name", "ｻﾄｳ")).body("items.size()", equalTo(1));
  }

  @Test
  void the_original_record_stays_whatever_becomes_of_the_values() {
    UUID card = importOne("iphone-3.0.vcf", "text/vcard");
    house.withPurpose("disclosure", List.of("name", "original"));
    house.consent(card, "disclosure", "ConsentGiven", 1, List.of("name", "original"), null);
    house.awaitState(card, "disclosure", "ConsentGiven");
    house
        .member()
        .header("If-Match", "\"1\"")
        .body(House.sato())
        .put("/v1/cards/" + card)
        .then()
        .statusCode(200);
    house
        .reveal(card, "disclosure", "original")
        .statusCode(200)
        .body("values[0].text", containsString("BEGIN:VCARD"));
    house
        .view(card, "disclosure")
        .body("values.findAll { it.field == 'original' }.size()", equalTo(0));
  }

  @Test
  void vcards_that_others_wrote_come_in() throws IOException {
    Path folder = Stand.repository().resolve("../shared/reference/vcard");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no reference vCards here");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".vcf")).toList()) {
        Response response =
            house.as("integrator").contentType("text/vcard").body(bytes(file)).post("/v1/imports");
        JsonNode end = lines(response).getLast();
        assertThat(end.path("created").asInt()).as(file.toString()).isPositive();
        // One of them ends in half a character.
        assertThat(end.path("rejected").asInt())
            .as(file.toString())
            .isEqualTo(file.endsWith("John_Doe_ANDROID.vcf") ? 1 : 0);
      }
    }
  }

  @Test
  void bad_rows_leave_good_ones_alone_and_say_nothing_personal() {
    String csv =
        """
        会社名,氏名,メールアドレス,電話番号
        青空商事,佐藤 太郎,taro@aozora.example,03-0123-4567
        青空商事,鈴木 花子,花子のアドレス,03-0123-4568
        青空商事
        ,,,
        青空商事,田中 次郎,jiro@aozora.example,03-0123-4569
        """;
    Response response =
        house
            .as("integrator")
            .contentType("text/csv")
            .body(csv.getBytes(UTF_8))
            .post("/v1/imports");
    List<JsonNode> lines = lines(response);
    assertThat(lines.getLast().path("created").asInt()).isEqualTo(2);
    assertThat(response.asString()).doesNotContain("花子", "鈴木", "青空");
    List<Integer> numbers = new ArrayList<>();
    lines.stream()
        .filter(line -> line.has("line"))
        .forEach(line -> numbers.add(line.path("line").asInt()));
    assertThat(numbers).isSorted().contains(2, 3, 4, 6);
  }

  @Test
  void an_import_that_is_sent_again_creates_nothing_and_tells_the_same() {
    String token = house.token("integrator").sign();
    byte[] file = bytes(SAMPLES.resolve("iphone-3.0.vcf"));
    JsonNode first =
        lines(
                House.with(token)
                    .contentType("text/vcard")
                    .header("Idempotency-Key", "import-1")
                    .body(file)
                    .post("/v1/imports"))
            .getLast();

    Response again =
        House.with(token)
            .contentType("text/vcard")
            .header("Idempotency-Key", "import-1")
            .body(file)
            .post("/v1/imports");
    again.then().statusCode(200).header("Idempotency-Replayed", "true");
    assertThat(lines(again)).containsExactly(first);
    assertThat(house.count("cards", "true")).isEqualTo(first.path("created").asLong());

    House.with(token)
        .contentType("text/vcard")
        .header("Idempotency-Key", "import-1")
        .body(bytes(SAMPLES.resolve("renrakusaki-4.0.vcf")))
        .post("/v1/imports")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meishigura:problem:idempotency-key-reused"));
    House.with(token)
        .header("Idempotency-Key", "import-1")
        .body(House.sato())
        .post("/v1/cards")
        .then()
        .statusCode(422);
  }

  @Test
  void a_multipart_is_known_again_under_another_boundary() {
    String token = house.token("integrator").sign();
    byte[] file = bytes(SAMPLES.resolve("iphone-3.0.vcf"));
    for (String replayed : List.of("first", "true")) {
      Response response =
          upload(token)
              .header("Idempotency-Key", "m-1")
              .multiPart("cards", "a.vcf", file, "text/vcard")
              .post("/v1/imports");
      response.then().statusCode(200);
      if (!replayed.equals("first")) {
        response.then().header("Idempotency-Replayed", replayed);
      }
    }
  }

  @Test
  void a_file_of_another_kind_is_told_and_the_others_come_in() {
    List<JsonNode> lines =
        lines(
            upload()
                .multiPart("a", "photo.jpg", new byte[] {1, 2, 3}, "image/jpeg")
                .multiPart(
                    "b",
                    "cards.vcf",
                    bytes(SAMPLES.resolve("iphone-3.0.vcf")),
                    "application/octet-stream")
                .post("/v1/imports"));
    assertThat(lines.getFirst().path("reason").asText()).isEqualTo("unknown-file-type");
    assertThat(lines.getLast().path("created").asInt()).isEqualTo(3);
    assertThat(lines.get(1).path("file").asInt()).isEqualTo(2);
  }

  @Test
  void a_multipart_that_breaks_off_keeps_the_good_rows_and_says_so() {
    String body =
        "--b\r\nContent-Type: text/vcard\r\n\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:佐藤 太郎\r\n"
            + "END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:鈴木";
    List<JsonNode> lines =
        lines(
            house
                .as("integrator")
                .config(
                    RestAssuredConfig.config()
                        .encoderConfig(
                            EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(
                                    "multipart/form-data", io.restassured.http.ContentType.TEXT)))
                .contentType("multipart/form-data; boundary=b")
                .body(body.getBytes(UTF_8))
                .post("/v1/imports"));
    assertThat(lines.getLast().path("stopped").asText()).isEqualTo("request-broken-off");
    assertThat(lines.getLast().path("created").asInt()).isEqualTo(1);
    house
        .member()
        .get("/v1/imports/" + lines.getLast().path("import").asText())
        .then()
        .body("state", equalTo("stopped"));
  }

  @Test
  void other_types_are_refused() {
    house
        .as("integrator")
        .contentType("application/zip")
        .body(new byte[10])
        .post("/v1/imports")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    house
        .as("integrator")
        .contentType("application/json")
        .body("{}")
        .post("/v1/imports")
        .then()
        .statusCode(415);
  }

  @Test
  void rejected_rows_are_paged() {
    String csv = "会社名,氏名\n" + ",\n".repeat(1) + "x\n".repeat(250);
    String id =
        lines(
                house
                    .as("integrator")
                    .contentType("text/csv")
                    .body(csv.getBytes(UTF_8))
                    .post("/v1/imports"))
            .getLast()
            .path("import")
            .asText();
    List<Integer> seen = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = house.member().queryParam("limit", 60);
      if (cursor != null) {
        request.queryParam("cursor", cursor);
      }
      Response page = request.get("/v1/imports/" + id);
      seen.addAll(page.path("rows.line"));
      cursor = page.path("next");
    } while (cursor != null);
    assertThat(seen).hasSizeGreaterThanOrEqualTo(250).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void an_import_that_nobody_made_is_not_found() {
    house
        .member()
        .get("/v1/imports/" + UUID.randomUUID())
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meishigura:problem:no-such-import"))
        .body("detail", notNullValue());
  }

  private RequestSpecification upload() {
    return upload(house.token("integrator").sign());
  }

  private static RequestSpecification upload(String token) {
    return io.restassured.RestAssured.given().header("Authorization", "Bearer " + token);
  }

  private UUID importOne(String file, String type) {
    List<JsonNode> lines =
        lines(
            house
                .as("integrator")
                .contentType(type)
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .body(bytes(SAMPLES.resolve(file)))
                .post("/v1/imports"));
    return UUID.fromString(lines.getFirst().path("card").asText());
  }

  private static List<JsonNode> lines(Response response) {
    response.then().statusCode(200).contentType("application/x-ndjson");
    return response.asString().lines().map(ImportsTest::read).toList();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
