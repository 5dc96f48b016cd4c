package jp.meishigura.consent.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.link.LinkView;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Notice;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.service.AnswerDesk.Sheet;
import jp.meishigura.consent.words.Dates;
import jp.meishigura.consent.words.FieldWords;

/** Writes the pages: one template for each language, each with every view. */
@ApplicationScoped
public class Pages {

  private final Dates dates;

  @CheckedTemplate(basePath = "page")
  static class Templates {
    private Templates() {}

    static native TemplateInstance ja(PageModel page);

    static native TemplateInstance en(PageModel page);

    static native TemplateInstance trouble_ja(TroubleModel page);

    static native TemplateInstance trouble_en(TroubleModel page);
  }

  /**
   * A page without a request.
   *
   * @param trouble which one, as {@link Trouble#name()}
   */
  record TroubleModel(String trouble) {}

  public Pages(Dates dates) {
    this.dates = dates;
  }

  /**
   * The page of a link.
   *
   * @param answeredOtherwise whether to tell that an earlier answer stays as it was
   */
  public String page(Sheet sheet, Language language, boolean answeredOtherwise) {
    if (sheet.view() == LinkView.ERASED) {
      return trouble(Trouble.ERASED, language);
    }
    PageModel model = model(sheet, language, answeredOtherwise);
    return switch (language) {
      case JA -> Templates.ja(model).render();
      case EN -> Templates.en(model).render();
    };
  }

  /** A page that tells why there is nothing to see. */
  public String trouble(Trouble trouble, Language language) {
    TroubleModel model = new TroubleModel(trouble.name());
    return switch (language) {
      case JA -> Templates.trouble_ja(model).render();
      case EN -> Templates.trouble_en(model).render();
    };
  }

  private PageModel model(Sheet sheet, Language language, boolean answeredOtherwise) {
    Purpose purpose = sheet.purpose();
    Notice notice = purpose.notice(language);
    return new PageModel(
        sheet.view().name(),
        notice.controller(),
        notice.name(),
        notice.text(),
        purpose.fields().stream().sorted().map(field -> FieldWords.of(field, language)).toList(),
        purpose.validForDays(),
        dates.minute(sheet.expires(), language),
        since(sheet.state(), language),
        until(sheet.state(), language),
        answeredOtherwise,
        sheet.view() == LinkView.GIVEN || sheet.view() == LinkView.LAPSED);
  }

  private String since(ConsentState state, Language language) {
    return switch (state) {
      case ConsentState.Unasked _, ConsentState.Erased _ -> "";
      case ConsentState.Open open -> dates.minute(open.since(), language);
      case ConsentState.Standing standing -> dates.minute(standing.since(), language);
      case ConsentState.Declined declined -> dates.minute(declined.since(), language);
      case ConsentState.TakenBack takenBack -> dates.minute(takenBack.since(), language);
    };
  }

  private String until(ConsentState state, Language language) {
    return state instanceof ConsentState.Standing standing
        ? dates.minute(standing.validUntil(), language)
        : "";
  }
}
