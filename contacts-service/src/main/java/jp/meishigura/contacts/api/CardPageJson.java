package jp.meishigura.contacts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import jp.meishigura.contacts.app.CardPage;
import jp.meishigura.platform.http.Cursors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of cards. */
@Schema(name = "CardPage")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardPageJson(
    List<CardJson> items,
    @Schema(description = "Cursor of the next page; absent on the last one")
        @Nullable String next) {

  static CardPageJson of(CardPage page, Cursors cursors) {
    return new CardPageJson(
        page.cards().stream().map(CardJson::of).toList(),
        page.next() == null ? null : cursors.write(page.next()));
  }
}
