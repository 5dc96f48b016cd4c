package jp.meishigura.contacts.domain.exchange;

import java.util.Locale;

/** Why a record could not be read. The advice holds no personal data. */
enum RowFault {
  ENCODING("Save the file as UTF-8 or as Shift_JIS (CP932) and send it again."),
  TOO_LARGE("Split or shorten the record: 2 MiB per vCard, 256 Ki characters per CSV row."),
  NOT_A_VCARD("Remove what stands between the cards, or end each card with END:VCARD."),
  UNTERMINATED("The card has no END:VCARD: send the whole card again."),
  NESTED("Send cards that stand within cards by themselves."),
  UNREADABLE("Export the card again as vCard 3.0 or 4.0."),
  UNKNOWN_HEADER("Name the columns in the first row, for example 会社名, 氏名, メールアドレス, 電話番号."),
  COLUMN_COUNT(
      "Give the row as many columns as the header; quote cells with commas or line breaks."),
  UNCLOSED_QUOTE("Close the quotation mark that the row opens."),
  STRAY_QUOTE("Write quotation marks inside a cell twice and put the cell in quotation marks.");

  private final String advice;

  RowFault(String advice) {
    this.advice = advice;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Row.Bad at(long line) {
    return new Row.Bad(line, slug(), advice);
  }
}
