package jp.meishigura.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jp.meishigura.gateway.domain.index.IndexKeyDerivation;
import jp.meishigura.gateway.domain.ring.Envelope;
import jp.meishigura.gateway.domain.ring.KeyBroken;
import jp.meishigura.gateway.domain.ring.Ring;
import jp.meishigura.gateway.domain.ring.SecretKind;
import jp.meishigura.gateway.domain.ring.StoredSecret;
import jp.meishigura.gateway.domain.ring.TenantSecret;
import jp.meishigura.gateway.domain.subject.SubjectKeyWrapping;
import jp.meishigura.gateway.domain.subject.WrappedKey;
import jp.meishigura.platform.seal.SecretBytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/vectors/sealed-fields.json, which another program wrote, says about keys. */
class VectorsTest {

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    return new JsonMapper()
        .readTree(Path.of("../docs/vectors/sealed-fields.json").toFile())
        .get(kind)
        .valueStream();
  }

  static Stream<JsonNode> subjectKeys() throws IOException {
    return vectors("subjectKeys");
  }

  static Stream<JsonNode> subjectKeysRefused() throws IOException {
    return vectors("subjectKeysRefused");
  }

  static Stream<JsonNode> envelopes() throws IOException {
    return vectors("envelopes");
  }

  static Stream<JsonNode> envelopesRefused() throws IOException {
    return vectors("envelopesRefused");
  }

  static Stream<JsonNode> indexKeys() throws IOException {
    return vectors("indexKeys");
  }

  private static byte[] bytes(JsonNode vector, String member) {
    return HexFormat.of().parseHex(vector.get(member).textValue());
  }

  private static UUID id(JsonNode vector, String member) {
    return UUID.fromString(vector.get(member).textValue());
  }

  private static byte[] openSubjectKey(JsonNode vector) {
    int version = vector.get("tenantKeyVersion").intValue();
    TenantSecret tenantKey =
        new TenantSecret(
            id(vector, "tenantKeyId"), version, SecretBytes.owning(bytes(vector, "tenantKey")));
    WrappedKey row =
        new WrappedKey(
            id(vector, "subject"),
            id(vector, "keyId"),
            WrappedKey.FIRST,
            version,
            bytes(vector, "wrapped"));
    return new SubjectKeyWrapping()
        .open(new Ring(List.of(tenantKey)), id(vector, "tenant"), row)
        .key()
        .expose();
  }

  @ParameterizedTest
  @MethodSource("subjectKeys")
  void a_subject_key_opens(JsonNode vector) {
    assertThat(openSubjectKey(vector)).isEqualTo(bytes(vector, "subjectKey"));
  }

  @ParameterizedTest
  @MethodSource("subjectKeysRefused")
  void a_subject_key_in_another_place_does_not(JsonNode vector) {
    assertThatThrownBy(() -> openSubjectKey(vector)).isInstanceOf(KeyBroken.class);
  }

  private static SecretKind kind(JsonNode vector) {
    return vector.get("kind").intValue() == 1 ? SecretKind.TENANT_KEY : SecretKind.INDEX_SECRET;
  }

  private static TenantSecret openEnvelope(JsonNode vector) {
    StoredSecret row =
        new StoredSecret(id(vector, "id"), vector.get("version").intValue(), "vault:v1:unread");
    return Envelope.open(kind(vector), row, SecretBytes.owning(bytes(vector, "envelope")));
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void an_envelope_opens_and_is_made_alike(JsonNode vector) {
    TenantSecret secret = openEnvelope(vector);
    assertThat(secret.bytes().expose()).isEqualTo(bytes(vector, "secret"));
    assertThat(Envelope.seal(kind(vector), secret).expose()).isEqualTo(bytes(vector, "envelope"));
  }

  @ParameterizedTest
  @MethodSource("envelopesRefused")
  void another_rows_envelope_does_not(JsonNode vector) {
    assertThatThrownBy(() -> openEnvelope(vector)).isInstanceOf(KeyBroken.class);
  }

  @ParameterizedTest
  @MethodSource("indexKeys")
  void an_index_key_is_derived_alike(JsonNode vector) {
    TenantSecret secret =
        new TenantSecret(UUID.randomUUID(), 1, SecretBytes.owning(bytes(vector, "secret")));
    assertThat(
            IndexKeyDerivation.derive(secret, id(vector, "tenant"), vector.get("field").textValue())
                .key()
                .expose())
        .isEqualTo(bytes(vector, "key"));
  }
}
