package jp.meishigura.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/vectors/sealed-fields.json, which another program wrote. What is in it of keys and of card
 * values is checked in crypto-gateway and contacts-service.
 */
class VectorsTest {

  private final SealedFields seals = new SealedFields();

  private static JsonNode document() throws IOException {
    return new JsonMapper().readTree(Path.of("../docs/vectors/sealed-fields.json").toFile());
  }

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    return document().get(kind).valueStream();
  }

  static Stream<JsonNode> sealed() throws IOException {
    return vectors("sealed");
  }

  static Stream<JsonNode> refused() throws IOException {
    return vectors("refused");
  }

  static Stream<JsonNode> subjectKeys() throws IOException {
    return vectors("subjectKeys");
  }

  static Stream<JsonNode> subjectKeysRefused() throws IOException {
    return vectors("subjectKeysRefused");
  }

  private static byte[] bytes(JsonNode vector, String member) {
    return HexFormat.of().parseHex(vector.get(member).textValue());
  }

  private static UUID id(JsonNode vector, String member) {
    return UUID.fromString(vector.get(member).textValue());
  }

  private static SecretBytes secret(JsonNode vector, String member) {
    return SecretBytes.owning(bytes(vector, member));
  }

  private static Place place(JsonNode vector) {
    return new Place(id(vector, "tenant"), id(vector, "subject"), vector.get("field").textValue());
  }

  private static Place keyPlace(JsonNode vector) {
    String field = "subject-key:" + id(vector, "keyId");
    return new Place(id(vector, "tenant"), id(vector, "subject"), field);
  }

  @Test
  void there_are_vectors_of_every_kind() throws IOException {
    assertThat(sealed()).hasSizeGreaterThan(10);
    assertThat(refused()).hasSizeGreaterThan(20);
    assertThat(subjectKeys()).isNotEmpty();
    assertThat(subjectKeysRefused()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sealed")
  void a_good_one_opens_and_is_sealed_alike(JsonNode vector) throws SealBroken {
    byte[] sealed = bytes(vector, "sealed");
    assertThat(seals.open(secret(vector, "key"), place(vector), sealed))
        .isEqualTo(bytes(vector, "plaintext"));
    assertThat(SealedFields.keyId(sealed)).isEqualTo(id(vector, "keyId"));
    assertThat(
            seals.seal(
                id(vector, "keyId"),
                secret(vector, "key"),
                place(vector),
                bytes(vector, "plaintext"),
                bytes(vector, "nonce")))
        .isEqualTo(sealed);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_bad_one_is_refused(JsonNode vector) {
    assertThatThrownBy(
            () -> seals.open(secret(vector, "key"), place(vector), bytes(vector, "sealed")))
        .isInstanceOf(SealBroken.class);
  }

  @ParameterizedTest
  @MethodSource("subjectKeys")
  void a_subject_key_is_a_sealed_field_under_its_tenant_key(JsonNode vector) throws SealBroken {
    byte[] wrapped = bytes(vector, "wrapped");
    assertThat(seals.open(secret(vector, "tenantKey"), keyPlace(vector), wrapped))
        .isEqualTo(bytes(vector, "subjectKey"));
    assertThat(
            seals.seal(
                id(vector, "tenantKeyId"),
                secret(vector, "tenantKey"),
                keyPlace(vector),
                bytes(vector, "subjectKey"),
                bytes(vector, "nonce")))
        .isEqualTo(wrapped);
  }

  @ParameterizedTest
  @MethodSource("subjectKeysRefused")
  void a_subject_key_in_another_place_is_refused(JsonNode vector) {
    assertThatThrownBy(
            () ->
                seals.open(secret(vector, "tenantKey"), keyPlace(vector), bytes(vector, "wrapped")))
        .isInstanceOf(SealBroken.class);
  }
}
