package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.app.ImportBatch.Pending;
import jp.meishigura.contacts.domain.card.Value;
import jp.meishigura.contacts.domain.imports.ImportLine;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import jp.meishigura.contacts.keys.KeyPool;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.contacts.keys.SubjectKey;
import jp.meishigura.contacts.store.ImportTable;
import jp.meishigura.contacts.store.RejectTable;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jboss.logging.Logger;

/** Commits batches of an import; a row that cannot be written takes no other with it. */
@ApplicationScoped
class ImportWriter {

  private static final Logger LOG = Logger.getLogger(ImportWriter.class);

  private final TenantTransactions transactions;
  private final AuditTrail trail;
  private final KeyPool pool;
  private final NewCards newCards;
  private final ImportTable imports;
  private final RejectTable rejects;

  ImportWriter(
      TenantTransactions transactions,
      AuditTrail trail,
      KeyPool pool,
      NewCards newCards,
      ImportTable imports,
      RejectTable rejects) {
    this.transactions = transactions;
    this.trail = trail;
    this.pool = pool;
    this.newCards = newCards;
    this.imports = imports;
    this.rejects = rejects;
  }

  /**
   * Writes the rows and says what became of each.
   *
   * @param rejectedBefore how many rows of the import were rejected before these
   * @throws KeysUnavailable when they cannot be sealed; nothing is written then
   */
  List<ImportLine> write(Caller caller, UUID id, List<Pending> rows, long rejectedBefore) {
    try {
      return writeTogether(caller, id, rows, rejectedBefore);
    } catch (KeysUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warnf("A batch of import %s is written row by row: %s", id, StackOnly.of(e));
      return oneByOne(caller, id, rows, rejectedBefore);
    }
  }

  private List<ImportLine> oneByOne(Caller caller, UUID id, List<Pending> rows, long before) {
    List<ImportLine> lines = new ArrayList<>(rows.size());
    long rejected = before;
    for (Pending row : rows) {
      ImportLine line = alone(caller, id, row, rejected);
      if (line instanceof ImportLine.Rejected) {
        rejected++;
      }
      lines.add(line);
    }
    return lines;
  }

  private ImportLine alone(Caller caller, UUID id, Pending row, long rejected) {
    try {
      return writeTogether(caller, id, List.of(row), rejected).getFirst();
    } catch (KeysUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (row instanceof Pending.Draft(int file, long line, var card, var source)) {
        String advice = "It could not be stored. Send it again by itself.";
        RejectedRow reject = new RejectedRow(file, line, "not-stored", advice);
        return writeTogether(caller, id, List.of(new Pending.Reject(reject)), rejected).getFirst();
      }
      throw e;
    }
  }

  private List<ImportLine> writeTogether(
      Caller caller, UUID id, List<Pending> rows, long rejectedBefore) {
    List<Pending.Draft> drafts = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    for (Pending row : rows) {
      switch (row) {
        case Pending.Draft draft -> drafts.add(draft);
        case Pending.Reject(RejectedRow reject) -> rejected.add(reject);
      }
    }
    List<SubjectKey> keys =
        drafts.isEmpty() ? List.of() : pool.take(caller.tenant(), drafts.size());
    boolean written = false;
    try {
      List<NewCard> cards = seal(caller, drafts, keys);
      // From here on only a commit's answer tells, and that can be lost.
      written = true;
      transactions.run(
          caller.tenant(),
          () -> {
            newCards.insert(cards);
            trail.record(records(caller, id, drafts, cards));
            rejects.insert(id, rejectedBefore + 1, rejected);
            imports.count(id, cards.size(), rejected.size());
          });
      newCards.committed(caller.tenant(), cards);
      return lines(rows, cards);
    } finally {
      if (written) {
        keys.forEach(SubjectKey::close);
      } else {
        pool.giveBack(caller.tenant(), keys);
      }
    }
  }

  private List<NewCard> seal(Caller caller, List<Pending.Draft> drafts, List<SubjectKey> keys) {
    List<NewCard> cards = new ArrayList<>(drafts.size());
    Iterator<SubjectKey> key = keys.iterator();
    for (Pending.Draft draft : drafts) {
      cards.add(newCards.seal(caller, key.next(), draft.card(), draft.source()));
    }
    return cards;
  }

  private static List<AuditRecord> records(
      Caller caller, UUID id, List<Pending.Draft> drafts, List<NewCard> cards) {
    List<AuditRecord> records = new ArrayList<>(cards.size());
    Iterator<Pending.Draft> draft = drafts.iterator();
    for (NewCard card : cards) {
      Pending.Draft row = draft.next();
      records.add(
          AuditRecord.of("card.create", caller)
              .card(card.sealed().id())
              .fields(
                  Asked.slugs(card.draft().values().stream().map(Value::field).distinct().toList()))
              .detail("import", id.toString())
              .detail("file", row.file())
              .detail("line", row.line()));
    }
    return records;
  }

  private static List<ImportLine> lines(List<Pending> rows, List<NewCard> cards) {
    Iterator<NewCard> card = cards.iterator();
    List<ImportLine> lines = new ArrayList<>(rows.size());
    for (Pending row : rows) {
      lines.add(
          switch (row) {
            case Pending.Draft(int file, long line, var draft, var source) ->
                new ImportLine.Created(file, line, card.next().sealed().id());
            case Pending.Reject(RejectedRow reject) -> new ImportLine.Rejected(reject);
          });
    }
    return lines;
  }
}
