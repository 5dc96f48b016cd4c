package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.view.ShownValue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A value, clear or masked. */
@Schema(name = "Value")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ValueJson(
    @Schema(description = "Stable within the card", examples = "phone.1") String name,
    @Schema(examples = "phone") String field,
    String text,
    @Nullable List<String> types,
    @Nullable Boolean masked,
    @Nullable SourceJson source) {

  static ValueJson shown(ShownValue shown) {
    Value value = shown.value();
    return new ValueJson(
        value.name().toString(),
        value.field().slug(),
        value.text(),
        value.types(),
        shown.masked(),
        SourceJson.of(shown.source()));
  }

  static ValueJson revealed(Value value) {
    return new ValueJson(
        value.name().toString(), value.field().slug(), value.text(), value.types(), null, null);
  }

  @Override
  public String toString() {
    return "***";
  }
}
