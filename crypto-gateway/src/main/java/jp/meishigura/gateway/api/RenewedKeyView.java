package jp.meishigura.gateway.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.UUID;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.platform.seal.SecretBytes;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A further key of a subject.
 *
 * @param key 256 bits in Base64
 * @param generation counts from 1; seal with the highest
 */
@Schema(
    name = "RenewedKey",
    requiredProperties = {"subject", "keyId", "key", "generation"})
record RenewedKeyView(
    UUID subject,
    UUID keyId,
    @Schema(implementation = String.class, format = "byte", description = "256 bits")
        @JsonSerialize(using = KeyText.class)
        SecretBytes key,
    int generation) {

  static RenewedKeyView of(SubjectKey key) {
    return new RenewedKeyView(key.subject(), key.keyId(), key.key(), key.generation());
  }
}
