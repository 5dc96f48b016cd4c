package jp.meishigura.consent.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import jp.meishigura.consent.domain.consent.ConsentRequest;
import jp.meishigura.consent.domain.consent.ConsentState;
import jp.meishigura.consent.domain.link.LinkView;
import jp.meishigura.consent.domain.purpose.CardField;
import jp.meishigura.consent.domain.purpose.Language;
import jp.meishigura.consent.domain.purpose.Notice;
import jp.meishigura.consent.domain.purpose.Purpose;
import jp.meishigura.consent.service.AnswerDesk.Sheet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page in every language; target/pages keeps them for a look with a browser. */
@QuarkusTest
class PagesTest {

  private static final Path LOOK = Path.of("target/pages/consent");
  private static final Instant AT = Instant.parse("2026-11-23T01:05:00Z");
  private static final UUID REQUEST = UUID.randomUUID();
  private static final Pattern HEADING = Pattern.compile("<h1>");
  private static final Pattern BUTTON = Pattern.compile("<button type=\"submit\"");

  @Inject Pages pages;

  private static Sheet sheet(LinkView view) {
    Purpose purpose =
        new Purpose(
            "sales-follow-up",
            1,
            Set.of(
                CardField.NAME,
                CardField.COMPANY,
                CardField.TITLE,
                CardField.PHONE,
                CardField.EMAIL),
            365,
            Map.of(
                Language.JA,
                new Notice(
                    Language.JA,
                    "商談後のご連絡と新商品のご案内",
                    "青空商事株式会社",
                    "先日の展示会で交換させていただいた名刺のご連絡先に、商談の続きと新商品のご案内をお送りします。\n\n"
                        + "ご連絡先は当社の営業担当者だけが利用し、第三者に渡すことはありません。"),
                Language.EN,
                new Notice(
                    Language.EN,
                    "Follow-up after a meeting and news of our products",
                    "Aozora Trading Co., Ltd.",
                    "We would like to use the contact details on the card that you gave us at the"
                        + " trade fair to follow up on our conversation and to tell you about new"
                        + " products.\n\nOnly our sales staff use them. We do not pass them on.")));
    return new Sheet(
        new ConsentRequest(REQUEST, UUID.randomUUID(), purpose.code(), 1, "email", "x", AT),
        purpose,
        state(view),
        view,
        AT.plusSeconds(14 * 86_400));
  }

  private static ConsentState state(LinkView view) {
    return switch (view) {
      case QUESTION, EXPIRED, SUPERSEDED -> new ConsentState.Open(REQUEST, AT);
      case GIVEN, LAPSED -> new ConsentState.Standing(REQUEST, AT, AT.plusSeconds(365 * 86_400));
      case REFUSED -> new ConsentState.Declined(REQUEST, AT);
      case WITHDRAWN -> new ConsentState.TakenBack(REQUEST, AT);
      case ERASED -> new ConsentState.Erased();
    };
  }

  private static void keep(String name, Language language, String page) {
    try {
      Files.createDirectories(LOOK);
      Path assets = Files.createDirectories(LOOK.resolveSibling("assets"));
      Files.copy(
          Path.of("src/main/resources/META-INF/resources/assets/consent.css"),
          assets.resolve("consent.css"),
          StandardCopyOption.REPLACE_EXISTING);
      String file = name.toLowerCase(Locale.ROOT) + "-" + language.tag() + ".html";
      Files.writeString(LOOK.resolve(file), page);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void isWhole(String page, Language language, int buttons) {
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"" + language.tag() + "\">", "<title>", "<main>", "<footer>")
        .doesNotContain("<title></title>", "NOT_FOUND", "{page", "{#", "<script", "style=");
    assertThat(HEADING.matcher(page).results().count()).isEqualTo(1);
    assertThat(BUTTON.matcher(page).results().count()).isEqualTo(buttons);
  }

  @ParameterizedTest
  @EnumSource
  void every_view_is_whole_in_both_languages(LinkView view) {
    int buttons =
        switch (view) {
          case QUESTION -> 2;
          case GIVEN, LAPSED -> 1;
          case REFUSED, WITHDRAWN, EXPIRED, SUPERSEDED, ERASED -> 0;
        };
    for (Language language : Language.values()) {
      String page = pages.page(sheet(view), language, false);
      keep(view.name(), language, page);
      isWhole(page, language, buttons);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_was_not_taken_is_told(Language language) {
    String page = pages.page(sheet(LinkView.GIVEN), language, true);
    keep("GIVEN-otherwise", language, page);
    assertThat(page).contains("class=\"note warn\" role=\"status\"");
    assertThat(pages.page(sheet(LinkView.GIVEN), language, false)).doesNotContain("note warn");
  }

  @ParameterizedTest
  @EnumSource
  void an_erased_persons_page_tells_neither_who_asked_nor_what_for(Language language) {
    String page = pages.page(sheet(LinkView.ERASED), language, false);
    assertThat(page)
        .isEqualTo(pages.trouble(Trouble.ERASED, language))
        .doesNotContain("青空商事", "Aozora", "商談後", "Follow-up");
  }

  @ParameterizedTest
  @EnumSource
  void every_trouble_is_told_in_both_languages(Trouble trouble) {
    for (Language language : Language.values()) {
      String page = pages.trouble(trouble, language);
      keep(trouble.name(), language, page);
      isWhole(page, language, 0);
    }
  }
}
