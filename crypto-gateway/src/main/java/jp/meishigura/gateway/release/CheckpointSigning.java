package jp.meishigura.gateway.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import jp.meishigura.gateway.Config;
import jp.meishigura.gateway.domain.checkpoint.CheckpointSigner;
import jp.meishigura.gateway.domain.checkpoint.CheckpointText;
import jp.meishigura.gateway.domain.refusal.KeyRefused;
import jp.meishigura.platform.audit.AuditRecord;
import jp.meishigura.platform.caller.Caller;
import jp.meishigura.platform.tx.TenantTransactions;

/**
 * Signs checkpoints of our own logs, on record before the signature leaves: whoever holds the right
 * to have one signed could else have a second history of the log signed, and nobody would hear of
 * it. The record is an entry of the log too, so that whoever asks for checkpoints does not ask for
 * another one because of it alone.
 */
@ApplicationScoped
public class CheckpointSigning {

  /** What a record may hold of a text that somebody else wrote. */
  private static final int SHOWN = 200;

  private final TenantTransactions transactions;
  private final CheckpointSigner signer;
  private final KeyRecords records;
  private final Set<String> origins;

  public CheckpointSigning(
      TenantTransactions transactions, CheckpointSigner signer, KeyRecords records, Config config) {
    this.transactions = transactions;
    this.signer = signer;
    this.records = records;
    this.origins = Set.copyOf(config.checkpoint().origin().orElse(Set.of()));
  }

  /**
   * @throws KeyRefused when it is no checkpoint, or not one of ours
   */
  public CheckpointSigner.Signed sign(Caller caller, byte[] text) {
    Optional<CheckpointText> read = CheckpointText.of(text);
    AuditRecord record =
        read.map(checkpoint -> describing(AuditRecord.of("checkpoint.sign", caller), checkpoint))
            .orElseGet(() -> AuditRecord.of("checkpoint.sign", caller));
    return records.orFailed(
        caller,
        record,
        () -> {
          CheckpointText checkpoint = read.orElseThrow(KeyRefused.NotACheckpoint::new);
          if (!origins.contains(checkpoint.origin())) {
            throw new KeyRefused.ForeignOrigin();
          }
          CheckpointSigner.Signed signed = signer.sign(text);
          transactions.run(
              caller.tenant(), () -> records.add(record.detail("keyVersion", signed.keyVersion())));
          return signed;
        });
  }

  private static AuditRecord describing(AuditRecord record, CheckpointText checkpoint) {
    String origin = checkpoint.origin();
    return record
        .detail("origin", origin.substring(0, Math.min(origin.length(), SHOWN)))
        .detail("size", checkpoint.size())
        .detail("root", checkpoint.root());
  }
}
