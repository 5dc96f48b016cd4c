package jp.meishigura.consent.words;

import jp.meishigura.consent.domain.purpose.CardField;
import jp.meishigura.consent.domain.purpose.Language;

/** What the fields of a card are called in front of the person on it. */
public final class FieldWords {

  private FieldWords() {}

  public static String of(CardField field, Language language) {
    return switch (language) {
      case JA -> ja(field);
      case EN -> en(field);
    };
  }

  private static String ja(CardField field) {
    return switch (field) {
      // Whoever may use the name may use its reading: 五十音 order needs it.
      case NAME -> "お名前(読みを含む)";
      case READING -> "お名前の読み";
      case COMPANY -> "会社名";
      case DEPARTMENT -> "部署";
      case TITLE -> "役職";
      case PHONE -> "電話番号";
      case EMAIL -> "メールアドレス";
      case ADDRESS -> "住所";
      case URL -> "ウェブサイト";
      case NOTE -> "備考";
    };
  }

  private static String en(CardField field) {
    return switch (field) {
      case NAME -> "Name (with its reading)";
      case READING -> "Reading of the name";
      case COMPANY -> "Company";
      case DEPARTMENT -> "Department";
      case TITLE -> "Job title";
      case PHONE -> "Phone number";
      case EMAIL -> "E-mail address";
      case ADDRESS -> "Postal address";
      case URL -> "Website";
      case NOTE -> "Notes";
    };
  }
}
