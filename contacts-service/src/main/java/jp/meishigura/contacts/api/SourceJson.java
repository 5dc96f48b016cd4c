package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import jp.meishigura.contacts.domain.card.Source;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where something came from. */
@Schema(name = "Source")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceJson(
    @Schema(enumeration = {"api", "vcard", "csv"}) String kind,
    @Schema(description = "The file's name, masked where the person's name is")
        @Nullable String file,
    @Schema(description = "First line of the record in its file, from 1") @Nullable Long line,
    @Schema(description = "Client that brought it") String client,
    @Schema(description = "Person who brought it, by the token's subject") @Nullable String person,
    Instant at) {

  static SourceJson of(Source source) {
    return new SourceJson(
        source.kind().slug(),
        source.file(),
        source.line(),
        source.client(),
        source.person(),
        source.at());
  }

  @Override
  public String toString() {
    return "***";
  }
}
