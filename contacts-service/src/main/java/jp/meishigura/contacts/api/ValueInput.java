package jp.meishigura.contacts.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A value as callers write it: an object, or its text alone. */
@JsonDeserialize(using = ValueInput.Reader.class)
@Schema(description = "A value; a plain string stands for a text without types.")
public record ValueInput(
    @NotNull String text,
    @Schema(examples = "work") @Nullable @Size(max = 20)
        List<@NotNull @Size(max = 40) String> types) {

  @Override
  public String toString() {
    return "***";
  }

  /** The object form. */
  private record Full(@Nullable String text, @Nullable List<String> types) {
    @Override
    public String toString() {
      return "***";
    }
  }

  static final class Reader extends JsonDeserializer<ValueInput> {
    @Override
    @SuppressWarnings("NullAway") // a missing text is refused by its constraint
    public ValueInput deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (json.hasToken(JsonToken.VALUE_STRING)) {
        return new ValueInput(json.getText(), null);
      }
      Full full = context.readValue(json, Full.class);
      return new ValueInput(full.text(), full.types());
    }
  }
}
