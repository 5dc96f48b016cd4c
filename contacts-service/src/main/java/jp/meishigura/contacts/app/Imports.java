package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import jp.meishigura.contacts.ContactsConfig;
import jp.meishigura.contacts.domain.imports.ImportLine;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.contacts.domain.imports.Uploads;
import jp.meishigura.contacts.keys.BlindIndexes;
import jp.meishigura.contacts.keys.RequestDigest;
import jp.meishigura.contacts.store.ImportTable;
import jp.meishigura.contacts.store.RejectTable;
import jp.meishigura.contacts.store.RejectTable.Numbered;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.audit.AuditTrail;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.http.Idempotency;
import jp.meishigura.platform.http.Idempotency.Once;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.tx.TenantTransactions;
import org.jspecify.annotations.Nullable;

/** Imports of many cards in one request. */
@ApplicationScoped
public class Imports {

  private static final byte[] IMPORT = {'i', 'm', 'p', 'o', 'r', 't'};

  private final TenantTransactions transactions;
  private final Idempotency idempotency;
  private final AuditTrail trail;
  private final BlindIndexes indexes;
  private final ImportWriter writer;
  private final ImportTable imports;
  private final RejectTable rejects;
  private final ImportReplay replay;
  private final ContactsConfig config;
  private final Clock clock;

  Imports(
      TenantTransactions transactions,
      Idempotency idempotency,
      AuditTrail trail,
      BlindIndexes indexes,
      ImportWriter writer,
      ImportTable imports,
      RejectTable rejects,
      ImportReplay replay,
      ContactsConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.idempotency = idempotency;
    this.trail = trail;
    this.indexes = indexes;
    this.writer = writer;
    this.imports = imports;
    this.rejects = rejects;
    this.replay = replay;
    this.config = config;
    this.clock = clock;
  }

  /**
   * An import that has begun.
   *
   * @param digest of its contents, in the making
   * @param replayed whether it was begun before, with the same idempotency key
   */
  public record Begun(UUID id, RequestDigest digest, Instant at, boolean replayed) {}

  /**
   * @param next the number after which the next page begins; 0 when there is none
   */
  public record Report(ImportSummary summary, List<Numbered> rows, long next) {}

  /**
   * Begins an import, once per idempotency key.
   *
   * @throws jp.meishigura.contacts.keys.KeysUnavailable when there is nothing to seal with
   */
  public Begun begin(Caller caller, @Nullable String idempotencyKey) {
    RequestDigest digest = indexes.requestDigest(caller.tenant(), caller.id());
    // PostgreSQL keeps microseconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    Once once =
        transactions.call(
            caller.tenant(),
            () ->
                idempotency.once(
                    caller,
                    idempotencyKey,
                    IMPORT,
                    () -> {
                      imports.begin(id, caller.id(), now);
                      return id.toString();
                    }));
    return new Begun(UUID.fromString(once.resource()), digest, now, once.replayed());
  }

  /**
   * What an import did that is sent again.
   *
   * @throws ProblemException when it did not end, or when something else is sent now
   */
  public ImportSummary replayed(Caller caller, Begun begun, Uploads uploads) {
    return replay.compare(caller, begun, uploads);
  }

  /** Reads and writes all rows; tells of each when it is committed, and of the end. */
  public void run(Caller caller, Begun begun, Uploads uploads, Consumer<ImportLine> told) {
    ImportRun run =
        new ImportRun(
            writer,
            caller,
            begun.id(),
            config.importBatch(),
            begun.digest().digest(),
            begun.at(),
            told);
    String stopped = run.run(uploads);
    ImportSummary summary = run.summary(stopped);
    AuditRecord record =
        AuditRecord.of("import.run", caller)
            .detail("import", begun.id().toString())
            .detail("created", summary.created())
            .detail("rejected", summary.rejected());
    transactions.run(
        caller.tenant(),
        () -> {
          imports.end(
              summary,
              new ImportTable.Digest(begun.digest().version(), run.digest()),
              clock.instant());
          trail.record(stopped.isEmpty() ? record : record.failed(stopped));
        });
    told.accept(new ImportLine.Ended(summary, stopped));
  }

  /** How an import stands, and a page of the rows that it rejected. */
  public Report report(Caller caller, UUID id, long after, int limit) {
    return transactions.call(
        caller.tenant(),
        () -> {
          ImportSummary summary =
              imports.find(id).map(ImportTable.Found::summary).orElseThrow(Imports::noSuchImport);
          List<Numbered> rows = rejects.list(id, after, limit + 1);
          boolean more = rows.size() > limit;
          List<Numbered> page = more ? rows.subList(0, limit) : rows;
          return new Report(summary, page, more ? page.getLast().number() : 0);
        });
  }

  private static ProblemException noSuchImport() {
    return Problem.of(404, "no-such-import", "There is no such import")
        .detail("The last line of an import's answer tells its id.")
        .exception();
  }
}
