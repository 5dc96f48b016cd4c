package jp.meishigura.gateway.api;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import jp.meishigura.gateway.domain.index.IndexKey;
import jp.meishigura.platform.seal.SecretBytes;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The HMAC key of a field's blind index.
 *
 * @param version of the index secret: write with the highest, look up with each
 */
@Schema(
    name = "IndexKey",
    requiredProperties = {"field", "version", "key"})
record IndexKeyView(
    String field,
    int version,
    @Schema(implementation = String.class, format = "byte", description = "256 bits")
        @JsonSerialize(using = KeyText.class)
        SecretBytes key) {

  static IndexKeyView of(IndexKey key) {
    return new IndexKeyView(key.field(), key.version(), key.key());
  }
}
