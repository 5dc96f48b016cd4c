package jp.meishigura.contacts.domain.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.text.SearchText;

/**
 * The columns we know, under every name they have in the exports of Sansan, Cybozu Office and
 * Garoon, Outlook and Google, and in our own. Names are compared folded: 氏名[姓], 氏名（姓） and 氏名 姓 are
 * one; a number behind a name (メールアドレス2) is another column of its kind.
 */
enum CsvColumn {
  NAME("氏名", "名前", "お名前", "表示名", "担当者名", "name", "full name", "display name"),
  FAMILY("姓", "苗字", "名字", "氏名[姓]", "名前(姓)", "family name", "last name", "surname"),
  GIVEN("名", "氏名[名]", "名前(名)", "given name", "first name"),
  READING(
      "よみ",
      "よみがな",
      "読み",
      "ふりがな",
      "かな",
      "氏名(かな)",
      "氏名よみ",
      "氏名ふりがな",
      "名前(かな)",
      "reading",
      "name reading",
      "phonetic name"),
  FAMILY_READING(
      "よみ(姓)",
      "よみがな(姓)",
      "ふりがな(姓)",
      "かな(姓)",
      "姓(よみ)",
      "姓(かな)",
      "姓(ふりがな)",
      "姓よみがな",
      "せい",
      "氏名かな[姓]",
      "family name reading",
      "last name reading",
      "last name phonetic",
      "phonetic last name",
      "family name yomi"),
  GIVEN_READING(
      "よみ(名)",
      "よみがな(名)",
      "ふりがな(名)",
      "かな(名)",
      "名(よみ)",
      "名(かな)",
      "名(ふりがな)",
      "名よみがな",
      "めい",
      "氏名かな[名]",
      "given name reading",
      "first name reading",
      "first name phonetic",
      "phonetic first name",
      "given name yomi"),
  COMPANY(
      "会社名",
      "会社",
      "企業名",
      "勤務先",
      "勤務先名",
      "組織名",
      "company",
      "company name",
      "organization",
      "organization name"),
  DEPARTMENT("部署名", "部署", "部課名", "部門", "部門名", "所属", "department", "organization department"),
  TITLE("役職", "役職名", "肩書", "肩書き", "title", "job title", "position", "organization title"),
  WORK_PHONE(
      "電話番号",
      "電話",
      "会社電話番号",
      "会社電話",
      "代表電話",
      "直通電話",
      "電話番号(会社)",
      "tel",
      "tel会社",
      "tel部門",
      "tel直通",
      "tel代表",
      "会社tel",
      "phone",
      "phone number",
      "work phone",
      "business phone",
      "telephone"),
  CELL_PHONE(
      "携帯電話", "携帯", "携帯電話番号", "携帯番号", "個人携帯", "mobile", "mobile phone", "cell", "cell phone"),
  FAX("fax", "ファックス", "ファクス", "fax番号", "会社fax", "会社fax番号", "business fax", "work fax"),
  EMAIL("メールアドレス", "メール", "電子メール", "電子メールアドレス", "e-mail", "e-mail address", "mail", "mail address"),
  POSTAL_CODE("郵便番号", "会社郵便番号", "〒", "postal code", "postcode", "zip", "zip code"),
  ADDRESS(
      "住所",
      "所在地",
      "会社住所",
      "勤務先住所",
      "都道府県",
      "市区町村",
      "番地",
      "町名番地",
      "建物名",
      "ビル名",
      "address",
      "business address",
      "work address"),
  URL("url", "会社url", "ホームページ", "webサイト", "ウェブサイト", "リンク", "website", "web page"),
  NOTE("メモ", "備考", "コメント", "note", "notes", "memo", "comment", "comments");

  private static final Map<String, CsvColumn> BY_HEADER =
      Arrays.stream(values())
          .flatMap(column -> column.headers.stream().map(header -> Map.entry(header, column)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  @SuppressWarnings("ImmutableEnumChecker") // Stream.toList gives an unmodifiable one.
  private final List<String> headers;

  CsvColumn(String... headers) {
    this.headers = Stream.of(headers).map(CsvColumn::folded).distinct().toList();
  }

  static Optional<CsvColumn> of(String header) {
    return Optional.ofNullable(BY_HEADER.get(folded(header)));
  }

  /** Whether a file with this column, and without any other of these, can hold cards at all. */
  boolean makesCards() {
    return switch (this) {
      case NAME, FAMILY, COMPANY, EMAIL -> true;
      default -> false;
    };
  }

  private static String folded(String header) {
    return SearchText.fold(header).replaceFirst("(?<=.)[0-9]{1,2}$", "");
  }
}
