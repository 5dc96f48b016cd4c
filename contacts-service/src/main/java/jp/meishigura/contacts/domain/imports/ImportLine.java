package jp.meishigura.contacts.domain.imports;

import java.util.UUID;

/** What an import says while it runs: a line for each row, and one at the end. */
public sealed interface ImportLine {

  /** A row that became a card. */
  record Created(int file, long line, UUID card) implements ImportLine {}

  /** A row that did not. */
  record Rejected(RejectedRow row) implements ImportLine {}

  /**
   * The end.
   *
   * @param stopped why the import ended before the last row; empty when it did not
   */
  record Ended(ImportSummary summary, String stopped) implements ImportLine {}
}
