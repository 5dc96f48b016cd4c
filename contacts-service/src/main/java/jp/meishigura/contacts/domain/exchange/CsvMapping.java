package jp.meishigura.contacts.domain.exchange;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.DraftBuilder;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.NotACard;
import jp.meishigura.contacts.domain.card.PersonName;
import org.jspecify.annotations.Nullable;

/**
 * What the header row says about the cells beneath it.
 *
 * @param header the header row as it stands in the file; a row's original says little without it
 * @param columns by position; empty where we do not know the column
 */
record CsvMapping(String header, List<Optional<CsvColumn>> columns) {

  static CsvMapping of(String header, List<String> cells) {
    return new CsvMapping(header, cells.stream().map(CsvColumn::of).toList());
  }

  boolean makesCards() {
    return columns.stream().flatMap(Optional::stream).anyMatch(CsvColumn::makesCards);
  }

  /** Trailing empty cells are spreadsheet noise; anything else beyond the header is a mistake. */
  boolean fits(List<String> cells) {
    return cells.size() >= columns.size()
        && cells.stream().skip(columns.size()).allMatch(String::isBlank);
  }

  CardDraft draft(List<String> cells, String row) throws NotACard {
    DraftBuilder draft =
        new DraftBuilder()
            .name(
                PersonName.of(
                    first(cells, CsvColumn.FAMILY),
                    first(cells, CsvColumn.GIVEN),
                    first(cells, CsvColumn.NAME)))
            .reading(
                PersonName.of(
                    first(cells, CsvColumn.FAMILY_READING),
                    first(cells, CsvColumn.GIVEN_READING),
                    first(cells, CsvColumn.READING)));
    all(cells, CsvColumn.COMPANY).forEach(text -> draft.add(Field.COMPANY, text));
    all(cells, CsvColumn.DEPARTMENT).forEach(text -> draft.add(Field.DEPARTMENT, text));
    all(cells, CsvColumn.TITLE).forEach(text -> draft.add(Field.TITLE, text));
    phones(draft, cells, CsvColumn.WORK_PHONE, "work");
    phones(draft, cells, CsvColumn.CELL_PHONE, "cell");
    phones(draft, cells, CsvColumn.FAX, "fax");
    all(cells, CsvColumn.EMAIL).forEach(text -> draft.add(Field.EMAIL, text));
    draft.add(Field.ADDRESS, address(cells));
    all(cells, CsvColumn.URL).forEach(text -> draft.add(Field.URL, text));
    all(cells, CsvColumn.NOTE).forEach(text -> draft.add(Field.NOTE, text));
    return draft.add(Field.ORIGINAL, header + "\n" + row).build();
  }

  private void phones(DraftBuilder draft, List<String> cells, CsvColumn column, String type) {
    all(cells, column).forEach(text -> draft.add(Field.PHONE, text, List.of(type)));
  }

  private String address(List<String> cells) {
    String parts = all(cells, CsvColumn.ADDRESS).collect(Collectors.joining(" "));
    String postal = first(cells, CsvColumn.POSTAL_CODE);
    return postal == null ? parts : ("〒" + postal.replace("〒", "") + " " + parts).strip();
  }

  private @Nullable String first(List<String> cells, CsvColumn column) {
    return all(cells, column).findFirst().orElse(null);
  }

  private Stream<String> all(List<String> cells, CsvColumn column) {
    Stream.Builder<String> texts = Stream.builder();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).filter(column::equals).isPresent() && !cells.get(i).isBlank()) {
        texts.add(unwrapped(cells.get(i).strip()));
      }
    }
    return texts.build();
  }

  /** Spreadsheets keep the leading zero of a phone number by making a formula of it: ="090…". */
  private static String unwrapped(String cell) {
    boolean wrapped = cell.length() > 3 && cell.startsWith("=\"") && cell.endsWith("\"");
    return wrapped ? cell.substring(2, cell.length() - 1) : cell;
  }
}
