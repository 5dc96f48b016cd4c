package jp.meishigura.contacts.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.card.ValueName;
import jp.meishigura.contacts.domain.sealed.IndexTerm;
import jp.meishigura.contacts.domain.sealed.OpenedCard;
import jp.meishigura.contacts.domain.sealed.SealedCard;
import jp.meishigura.contacts.domain.sealed.SealedValue;
import jp.meishigura.platform.caller.Tenant;
import jp.meishigura.platform.seal.KeyedDigest;
import jp.meishigura.platform.seal.Place;
import jp.meishigura.platform.seal.SealBroken;
import jp.meishigura.platform.seal.SealedFields;
import jp.meishigura.platform.seal.SecretBytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/vectors/sealed-fields.json, which another program wrote, says about cards. */
class VectorsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final CardSealer sealer = new CardSealer(JSON);

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    return JSON.readTree(Path.of("../docs/vectors/sealed-fields.json").toFile())
        .get(kind)
        .valueStream();
  }

  static Stream<JsonNode> values() throws IOException {
    return vectors("sealed")
        .filter(vector -> vector.has("value"))
        .filter(vector -> ValueName.parse(vector.get("field").textValue()).isPresent());
  }

  static Stream<JsonNode> indexDigests() throws IOException {
    return vectors("indexDigests");
  }

  private static byte[] bytes(JsonNode vector, String member) {
    return HexFormat.of().parseHex(vector.get(member).textValue());
  }

  private static UUID id(JsonNode vector, String member) {
    return UUID.fromString(vector.get(member).textValue());
  }

  private static Value value(JsonNode vector) {
    ValueName name = ValueName.parse(vector.get("field").textValue()).orElseThrow();
    JsonNode value = vector.get("value");
    List<String> types = value.get("types").valueStream().map(JsonNode::textValue).toList();
    return new Value(name, value.get("text").textValue(), types);
  }

  private static Tenant tenant(JsonNode vector) {
    return new Tenant(id(vector, "tenant"), "aozora");
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_opens(JsonNode vector) throws SealBroken {
    SealedValue sealed =
        new SealedValue(vector.get("field").textValue(), bytes(vector, "sealed"), 0);
    Instant now = Instant.EPOCH;
    SealedCard card =
        new SealedCard(
            id(vector, "subject"),
            id(vector, "keyId"),
            1,
            "owner",
            List.of(sealed),
            List.of(new Source(Source.Kind.API, null, null, "client", null, now)),
            now,
            now);
    try (SecretBytes key = SecretBytes.owning(bytes(vector, "key"))) {
      OpenedCard opened = sealer.open(tenant(vector), card, key, _ -> true);
      assertThat(opened.values()).containsExactly(value(vector));
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void what_is_sealed_of_a_value_is_the_documented_json(JsonNode vector) throws Exception {
    SecretBytes bytes = SecretBytes.owning(bytes(vector, "key"));
    try (SubjectKey key = new SubjectKey(id(vector, "subject"), id(vector, "keyId"), bytes)) {
      SealedValue sealed =
          sealer.seal(tenant(vector), key, List.of(value(vector)), null, 0).getFirst();
      Place place = new Place(id(vector, "tenant"), id(vector, "subject"), sealed.name());
      byte[] plaintext = new SealedFields().open(bytes, place, sealed.bytes());
      assertThat(JSON.readTree(plaintext)).isEqualTo(vector.get("value"));
    }
  }

  @ParameterizedTest
  @MethodSource("indexDigests")
  void a_blind_index_is_the_documented_digest(JsonNode vector) {
    Field field = Field.ofSlug(vector.get("field").textValue()).orElseThrow();
    IndexTerm term = IndexTerm.of(field, vector.get("written").textValue()).orElseThrow();
    assertThat(term.normal()).isEqualTo(vector.get("normal").textValue());
    IndexKey key = new IndexKey(field.slug(), 1, SecretBytes.owning(bytes(vector, "key")));
    TenantIndexKeys keys = new TenantIndexKeys(List.of(key), Instant.MAX, 1_000);
    KeyedDigest digest = keys.digest(field.slug(), 1);
    digest.update(term.normal().getBytes(UTF_8));
    assertThat(digest.end()).isEqualTo(bytes(vector, "digest"));
  }
}
