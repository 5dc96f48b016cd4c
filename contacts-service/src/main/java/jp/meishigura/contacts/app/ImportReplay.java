package jp.meishigura.contacts.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import jp.meishigura.contacts.app.Imports.Begun;
import jp.meishigura.contacts.domain.imports.ImportSummary;
import jp.meishigura.contacts.domain.imports.UploadedFile;
import jp.meishigura.contacts.domain.imports.Uploads;
import jp.meishigura.contacts.keys.RequestDigest;
import jp.meishigura.contacts.store.ImportTable;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.problem.Problem;
import jp.meishigura.platform.problem.ProblemException;
import jp.meishigura.platform.seal.KeyedDigest;
import jp.meishigura.platform.tx.TenantTransactions;

/** An import that is sent again: nothing is created, the sender learns what the first one did. */
@ApplicationScoped
class ImportReplay {

  private final TenantTransactions transactions;
  private final ImportTable imports;
  private final RequestFingerprints fingerprints;

  ImportReplay(
      TenantTransactions transactions, ImportTable imports, RequestFingerprints fingerprints) {
    this.transactions = transactions;
    this.imports = imports;
    this.fingerprints = fingerprints;
  }

  /**
   * What the first import did.
   *
   * @throws ProblemException when it did not end, or when something else is sent now
   */
  ImportSummary compare(Caller caller, Begun begun, Uploads uploads) {
    ImportTable.Found first =
        transactions.call(caller.tenant(), () -> imports.find(begun.id()).orElseThrow());
    if (first.summary().state() != ImportSummary.State.FINISHED) {
      // Its digest is of what was read: nothing to compare with.
      throw Problem.of(409, "import-unfinished", "The first import with this key did not end")
          .detail("See GET /v1/imports/{import} for what it did, and send the rest with a new key.")
          .with("import", begun.id())
          .exception();
    }
    try {
      if (isSame(caller, first.digest().orElseThrow(), uploads)) {
        return first.summary();
      }
    } catch (IOException e) {
      // As little the same as any other difference.
    }
    throw Problem.of(
            422, "idempotency-key-reused", "This Idempotency-Key was used for another request")
        .detail("Use a new key for a new request, and the same one only to send a request again.")
        .exception();
  }

  /** What was digested under a version that is retired counts as the same. */
  private boolean isSame(Caller caller, ImportTable.Digest first, Uploads uploads)
      throws IOException {
    Optional<RequestDigest> anew = fingerprints.under(caller, first.version());
    return anew.isEmpty()
        || MessageDigest.isEqual(first.bytes(), digest(anew.get().digest(), uploads));
  }

  private static byte[] digest(KeyedDigest digest, Uploads uploads) throws IOException {
    Optional<UploadedFile> file = uploads.next();
    while (file.isPresent()) {
      UploadedFile one = file.get();
      digest.update((one.kind() + "\0" + one.name() + "\0").getBytes(UTF_8));
      new DigestedStream(one.content(), digest).transferTo(OutputStream.nullOutputStream());
      digest.update((byte) 0);
      file = uploads.next();
    }
    return digest.end();
  }
}
