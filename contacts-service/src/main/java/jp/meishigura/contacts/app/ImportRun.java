package jp.meishigura.contacts.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import jp.meishigura.contacts.domain.card.Source;
import jp.meishigura.contacts.domain.exchange.Row;
import jp.meishigura.contacts.domain.exchange.RowReader;
import jp.meishigura.contacts.domain.imports.ImportLine;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.contacts.domain.imports.RejectedRow;
import jp.meishigura.contacts.domain.imports.UploadedFile;
import jp.meishigura.contacts.domain.imports.Uploads;
import jp.meishigura.contacts.keys.KeysUnavailable;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.StackOnly;
import jp.meishigura.platform.seal.KeyedDigest;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One import while it is read: holds a batch of rows and two counts, whatever comes in. */
final class ImportRun {

  private static final Logger LOG = Logger.getLogger(ImportRun.class);
  private static final int LONGEST_NAME = 255;

  private final ImportWriter writer;
  private final Caller caller;
  private final UUID id;
  private final int batchSize;
  private final KeyedDigest digest;
  private final Instant at;
  private final Consumer<ImportLine> told;
  private final ImportBatch batch = new ImportBatch();
  private long created;
  private long rejected;

  ImportRun(
      ImportWriter writer,
      Caller caller,
      UUID id,
      int batchSize,
      KeyedDigest digest,
      Instant at,
      Consumer<ImportLine> told) {
    this.writer = writer;
    this.caller = caller;
    this.id = id;
    this.batchSize = batchSize;
    this.digest = digest;
    this.at = at;
    this.told = told;
  }

  /** Reads all files; returns why it stopped before their end, or nothing. */
  String run(Uploads uploads) {
    try {
      Optional<UploadedFile> file = uploads.next();
      while (file.isPresent()) {
        read(file.get());
        file = uploads.next();
      }
      commit();
      return "";
    } catch (IOException e) {
      return commitRest("request-broken-off");
    } catch (KeysUnavailable e) {
      return e.slug();
    } catch (RuntimeException e) {
      LOG.errorf("Import %s stops: %s", id, StackOnly.of(e));
      return "internal";
    }
  }

  /** What was read before the request broke off stays, like every good row. */
  private String commitRest(String stopped) {
    try {
      commit();
      return stopped;
    } catch (KeysUnavailable e) {
      return e.slug();
    }
  }

  ImportSummary summary(String stopped) {
    ImportSummary.State state =
        stopped.isEmpty() ? ImportSummary.State.FINISHED : ImportSummary.State.STOPPED;
    return new ImportSummary(id, state, created, rejected);
  }

  byte[] digest() {
    return digest.end();
  }

  private void read(UploadedFile file) throws IOException {
    InputStream content = new DigestedStream(file.content(), digest);
    digest.update((file.kind() + "\0" + file.name() + "\0").getBytes(UTF_8));
    Source.@Nullable Kind kind = file.kind();
    if (kind == null) {
      String advice = "Send vCard (text/vcard, .vcf) or CSV (text/csv, .csv) files.";
      add(new RejectedRow(file.number(), 1, "unknown-file-type", advice));
    } else {
      UploadedFile named = shortName(file);
      RowReader reader =
          kind == Source.Kind.CSV ? RowReader.ofCsv(content) : RowReader.ofVCards(content);
      Optional<Row> row = reader.next();
      while (row.isPresent()) {
        batch.add(caller, named, kind, row.get(), at);
        commitIfFull();
        row = reader.next();
      }
    }
    content.transferTo(OutputStream.nullOutputStream());
    digest.update((byte) 0);
  }

  private void add(RejectedRow row) {
    batch.add(row);
    commitIfFull();
  }

  private void commitIfFull() {
    if (batch.size() >= batchSize) {
      commit();
    }
  }

  private void commit() {
    if (batch.size() == 0) {
      return;
    }
    List<ImportBatch.Pending> rows = batch.takeAll();
    for (ImportLine line : writer.write(caller, id, rows, rejected)) {
      if (line instanceof ImportLine.Created) {
        created++;
      } else {
        rejected++;
      }
      told.accept(line);
    }
  }

  private static UploadedFile shortName(UploadedFile file) {
    String name = file.name();
    return name == null || name.length() <= LONGEST_NAME
        ? file
        : new UploadedFile(
            file.number(), file.kind(), name.substring(0, LONGEST_NAME), file.content());
  }
}
