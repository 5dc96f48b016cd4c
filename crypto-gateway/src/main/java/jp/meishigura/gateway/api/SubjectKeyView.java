package jp.meishigura.gateway.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.UUID;
import jp.meishigura.gateway.domain.subject.SubjectKey;
import jp.meishigura.platform.seal.SecretBytes;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A subject's key.
 *
 * @param key 256 bits in Base64
 */
@Schema(
    name = "SubjectKey",
    requiredProperties = {"subject", "keyId", "key"})
record SubjectKeyView(
    UUID subject,
    UUID keyId,
    @Schema(implementation = String.class, format = "byte", description = "256 bits")
        @JsonSerialize(using = KeyText.class)
        SecretBytes key) {

  static SubjectKeyView of(SubjectKey key) {
    return new SubjectKeyView(key.subject(), key.keyId(), key.key());
  }
}
