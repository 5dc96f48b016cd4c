package jp.meishigura.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jp.meishigura.local.Port;
import jp.meishigura.local.demo.Narrator;
import jp.meishigura.local.demo.Needles;
import jp.meishigura.local.demo.Samples;
import jp.meishigura.local.demo.Stores;
import jp.meishigura.local.demo.Story;
import jp.meishigura.local.kafka.KafkaPart;
import jp.meishigura.local.keycloak.Audience;
import jp.meishigura.local.process.Children;
import jp.meishigura.local.services.Service;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/leakage.md says, where it can be tried. */
@ExtendWith(WithSuite.class)
class LeakageTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("/consent/([A-Za-z0-9_-]{40,})");
  private static final String PHONE = "03-0012-8801";

  @TempDir Path folder;

  /** The rows of the tables below a heading: the first cell's word to those of the second cell. */
  private static Map<String, Set<String>> documented(String heading) throws IOException {
    Path document = SuiteUnderTest.repository().resolve("docs/leakage.md");
    Map<String, Set<String>> rows = new TreeMap<>();
    boolean below = false;
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("#")) {
        below = line.equals(heading);
      } else if (below && line.startsWith("| `")) {
        String[] cells = line.split("\\|", -1);
        rows.computeIfAbsent(words(cells[1]).getFirst(), _ -> new TreeSet<>())
            .addAll(words(cells[2]));
      }
    }
    return rows;
  }

  private static List<String> words(String cell) {
    return CODE.matcher(cell).results().map((MatchResult word) -> word.group(1)).toList();
  }

  private static void story(SuiteUnderTest suite) throws IOException, InterruptedException {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Story(suite.site(), new Narrator(nowhere)).walk();
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void every_column_of_every_database_is_in_the_document_and_no_other(
      Service service, SuiteUnderTest suite) throws Exception {
    Map<String, Set<String>> there = new TreeMap<>();
    for (String column :
        new Dumps(suite.site())
            .query(
                service,
                "select table_name || '.' || column_name from information_schema.columns"
                    + " where table_schema = 'public' and table_name <> 'flyway_schema_history'")) {
      String[] parts = column.split("\\.", 2);
      there.computeIfAbsent(parts[0], _ -> new TreeSet<>()).add(parts[1]);
    }
    Map<String, Set<String>> documented = documented("### Database `" + service.database() + "`");
    documented.putAll(shared(there.keySet()));
    assertThat(documented).isEqualTo(there);
  }

  /** Those of platform's tables that a database has. */
  private static Map<String, Set<String>> shared(Set<String> tables) throws IOException {
    Map<String, Set<String>> shared = documented("### In every database");
    assertThat(shared).isNotEmpty();
    shared.keySet().retainAll(tables);
    return shared;
  }

  @Test
  void every_topic_is_in_the_document_and_no_other(SuiteUnderTest suite) throws Exception {
    try (Admin kafka =
        Admin.create(Map.of("bootstrap.servers", KafkaPart.bootstrap(suite.site())))) {
      assertThat(documented("### Kafka").keySet())
          .containsExactlyInAnyOrderElementsOf(kafka.listTopics().names().get());
    }
  }

  @Test
  void no_store_holds_a_key_in_the_clear_and_no_two_together_do(SuiteUnderTest suite)
      throws Exception {
    story(suite);
    assertThat(new Stores(suite.site()).search(Needles.ofKeys(keys(suite)))).isEmpty();
  }

  @Test
  void no_store_but_the_mail_servers_holds_a_consent_link(SuiteUnderTest suite) throws Exception {
    story(suite);
    String mails =
        given()
            .get(suite.url(Port.INBOX) + "/api/messages?to=ichiro.suzuki@sakura-bussan.example")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    List<String> tokens =
        LINK.matcher(mails).results().map((MatchResult link) -> link.group(1)).distinct().toList();
    assertThat(tokens).isNotEmpty();
    assertThat(new Stores(suite.site()).search(new Needles(tokens))).isEmpty();
  }

  @Test
  void equal_values_are_sealed_differently_and_show_their_length_only(SuiteUnderTest suite)
      throws Exception {
    String integrator = suite.integrator(Audience.CONTACTS, "aozora");
    String first = create(suite, integrator);
    String second = create(suite, integrator);
    Dumps dumps = new Dumps(suite.site());
    String sealed =
        "select encode(s, 'hex') from cards, unnest(value_names, value_sealed) as v (n, s)"
            + " where n = 'phone.1' and id in ('"
            + first
            + "', '"
            + second
            + "')";
    List<String> values = dumps.query(Service.CONTACTS, sealed);
    assertThat(values).hasSize(2).doesNotHaveDuplicates();
    int json = ("{\"text\":\"" + PHONE + "\",\"types\":[]}").length();
    assertThat(values).allMatch(value -> value.length() / 2 == 45 + json);
    assertThat(
            dumps.query(
                Service.CONTACTS,
                "select encode(s, 'hex') from cards, unnest(value_sealed) as s group by s"
                    + " having count(*) > 1"))
        .as("sealed values that come twice")
        .isEmpty();
  }

  @Test
  void blind_indexes_show_who_shares_a_number_within_a_tenant_and_not_beyond(SuiteUnderTest suite)
      throws Exception {
    String integrator = suite.integrator(Audience.CONTACTS, "aozora");
    String stranger = suite.person("sakura", Audience.CONTACTS);
    List<String> cards =
        List.of(create(suite, integrator), create(suite, integrator), create(suite, stranger));
    Dumps dumps = new Dumps(suite.site());
    Map<String, String> digests = new HashMap<>();
    for (String card : cards) {
      List<String> digest =
          dumps.query(
              Service.CONTACTS,
              "select encode(digest, 'hex') from blind_indexes where field = 'phone'"
                  + " and card_id = '"
                  + card
                  + "'");
      assertThat(digest).hasSize(1);
      digests.put(card, digest.getFirst());
    }
    assertThat(digests.get(cards.get(0))).isEqualTo(digests.get(cards.get(1)));
    assertThat(digests.get(cards.get(2))).isNotEqualTo(digests.get(cards.get(0)));
  }

  @Test
  void a_memory_dump_shows_what_the_document_says(SuiteUnderTest suite) throws Exception {
    story(suite);
    Map<String, byte[]> keys = keys(suite);
    Needles personal = new Needles(new Samples(suite.site().folders()).personalData());
    Path gateway = memory(suite, Service.GATEWAY);
    Path audit = memory(suite, Service.AUDIT);
    Path contacts = memory(suite, Service.CONTACTS);
    assertThat(find(personal, gateway)).as("values of cards in crypto-gateway").isEmpty();
    assertThat(find(personal, audit)).as("values of cards in audit-service").isEmpty();
    assertThat(find(Needles.ofKeys(keys), audit)).as("keys in audit-service").isEmpty();
    assertThat(find(personal, contacts)).as("values in contacts-service").isNotEmpty();
    assertThat(find(Needles.ofKeys(keys), contacts))
        .as("keys in contacts-service")
        .anyMatch(name -> name.startsWith("index key"))
        .noneMatch(name -> name.startsWith("tenant key"))
        .noneMatch(name -> name.startsWith("index secret"));
    assertThat(find(Needles.ofKeys(keys), gateway))
        .as("keys in crypto-gateway")
        .anyMatch(name -> name.startsWith("tenant key"));
  }

  /** Tenants' keys, and all keys of the sample's tenant. */
  private static Map<String, byte[]> keys(SuiteUnderTest suite) throws Exception {
    KeysInHand inHand = new KeysInHand(suite.site());
    Map<String, byte[]> keys = new HashMap<>();
    keys.putAll(KeysInHand.secrets("tenant key", inHand.envelopes("tenant_keys")));
    keys.putAll(KeysInHand.secrets("index secret", inHand.envelopes("index_secrets")));
    assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
    keys.putAll(inHand.indexKeys("aozora"));
    List<String> keyIds =
        new Dumps(suite.site())
            .query(
                Service.CONTACTS,
                "select key_id from cards where value_names @> '{original.1}'"
                    + " order by created_at desc limit 5");
    assertThat(keyIds).hasSize(5);
    keys.putAll(inHand.subjectKeys("aozora", keyIds));
    return keys;
  }

  /** The service's whole heap, garbage too, as somebody with a core dump has it. */
  private Path memory(SuiteUnderTest suite, Service service) throws Exception {
    long pid = new Children(suite.site().folders()).running(service.module()).orElseThrow().pid();
    Path file = folder.resolve(service.module() + ".hprof");
    Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
    int status =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(pid), "GC.heap_dump", "-all", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(status).isZero();
    return file;
  }

  private static Set<String> find(Needles needles, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return needles.findIn(in);
    }
  }

  private static String create(SuiteUnderTest suite, String token) {
    String location =
        given()
            .header("Authorization", "Bearer " + token)
            .contentType("application/json")
            .body("{\"company\": \"照合商会\", \"phone\": \"" + PHONE + "\"}")
            .post(suite.url(Port.CONTACTS) + "/v1/cards")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Test
  void the_search_finds_keys_where_they_are() throws IOException {
    byte[] key = new byte[32];
    for (int at = 0; at < key.length; at++) {
      key[at] = (byte) (200 + at);
    }
    String hex = HexFormat.of().formatHex(key);
    String base64 = Base64.getEncoder().encodeToString(key);
    for (byte[] haystack :
        Stream.of("xx" + hex, "y" + base64, "\"key\":\"" + base64 + "\"")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList()) {
      assertThat(Needles.ofKeys(Map.of("k", key)).findIn(new ByteArrayInputStream(haystack)))
          .containsExactly("k");
    }
    assertThat(Needles.ofKeys(Map.of("k", key)).findIn(new ByteArrayInputStream(key)))
        .containsExactly("k");
  }
}
