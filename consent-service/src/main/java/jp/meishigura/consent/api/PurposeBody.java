package jp.meishigura.consent.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import jp.meishigura.consent.domain.purpose.PurposeDraft;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A purpose as it is sent in. */
@Schema(name = "NewPurpose", description = "A purpose with what people are told about it.")
record PurposeBody(
    @NotNull
        @Schema(
            description = "Its stable name: lower-case words joined by hyphens.",
            examples = "sales-follow-up")
        String code,
    @NotNull @Valid Names name,
    @NotNull
        @Schema(
            description =
                "Which fields of a card it needs: name, reading, company, department, title,"
                    + " phone, email, address, url, note.",
            examples = "[\"name\", \"phone\"]")
        List<@NotNull String> fields,
    @NotNull @Schema(description = "How many days a consent lasts, 1 to 3650.", examples = "365")
        Integer validForDays,
    @NotNull @Schema(description = "One in Japanese and one in English.")
        List<@NotNull @Valid NoticeBody> notices) {

  /** The purpose's name in each language. */
  @Schema(name = "PurposeName")
  record Names(
      @NotNull @Schema(examples = "商談後のご連絡") String ja,
      @NotNull @Schema(examples = "Follow-up after a meeting") String en) {}

  /** What people are told in one language. */
  @Schema(name = "Notice")
  record NoticeBody(
      @NotNull @Schema(description = "ja or en.", examples = "ja") String language,
      @NotNull @Schema(description = "Who asks, as people know it.", examples = "青空商事株式会社")
          String controller,
      @NotNull @Schema(description = "Why, in the controller's own words.") String text) {}

  PurposeDraft draft() {
    return new PurposeDraft(
        code,
        Map.of("ja", name.ja(), "en", name.en()),
        fields,
        validForDays,
        notices.stream()
            .map(
                notice ->
                    new PurposeDraft.NoticeDraft(
                        notice.language(), notice.controller(), notice.text()))
            .toList());
  }
}
