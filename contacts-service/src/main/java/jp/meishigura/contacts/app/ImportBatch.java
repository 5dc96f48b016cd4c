package jp.meishigura.contacts.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jp.meishigura.contacts.domain.card.CardDraft;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.exchange.Row;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import jp.meishigura.contacts.domain.imports.UploadedFile;
import jp.meishigura.platform.caller.Caller;

/** Rows that are to be committed together, in the order in which they were read. */
final class ImportBatch {

  /** A row on its way. */
  sealed interface Pending {
    record Draft(int file, long line, CardDraft card, Source source) implements Pending {}

    record Reject(RejectedRow row) implements Pending {}
  }

  private final List<Pending> rows = new ArrayList<>();

  void add(Caller caller, UploadedFile file, Source.Kind kind, Row row, Instant at) {
    rows.add(
        switch (row) {
          case Row.Good(long line, CardDraft card) ->
              new Pending.Draft(
                  file.number(), line, card, Sources.file(caller, kind, file.name(), line, at));
          case Row.Bad(long line, String reason, String advice) ->
              new Pending.Reject(new RejectedRow(file.number(), line, reason, advice));
        });
  }

  void add(RejectedRow row) {
    rows.add(new Pending.Reject(row));
  }

  int size() {
    return rows.size();
  }

  /** The rows, which are taken out. */
  List<Pending> takeAll() {
    List<Pending> all = List.copyOf(rows);
    rows.clear();
    return all;
  }
}
