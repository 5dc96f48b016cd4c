package jp.meishigura.consent.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.store.PurposeStore.Registered;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A registered purpose. */
@Schema(name = "Purpose")
record PurposeView(
    String code,
    @Schema(description = "Of the wording; 1 for the first one.") int version,
    PurposeBody.Names name,
    List<String> fields,
    int validForDays,
    List<PurposeBody.NoticeBody> notices,
    Instant registeredAt) {

  static PurposeView of(Registered registered) {
    Purpose purpose = registered.purpose();
    return new PurposeView(
        purpose.code(),
        purpose.version(),
        new PurposeBody.Names(
            purpose.notice(Language.JA).name(), purpose.notice(Language.EN).name()),
        purpose.fieldNames(),
        purpose.validForDays(),
        Arrays.stream(Language.values())
            .map(purpose::notice)
            .map(
                notice ->
                    new PurposeBody.NoticeBody(
                        notice.language().tag(), notice.controller(), notice.text()))
            .toList(),
        registered.at());
  }
}
