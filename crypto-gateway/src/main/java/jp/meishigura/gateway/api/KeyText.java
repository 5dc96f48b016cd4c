package jp.meishigura.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import jp.meishigura.platform.seal.SecretBytes;

/** Writes a key as Base64 and zeroes it: this is where it leaves us. */
class KeyText extends JsonSerializer<SecretBytes> {

  @Override
  public void serialize(SecretBytes key, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    try (key) {
      out.writeBinary(key.expose());
    }
  }
}
