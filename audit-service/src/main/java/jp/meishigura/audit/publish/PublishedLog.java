package jp.meishigura.audit.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.CheckpointHistory;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.audit.publish.witness.WitnessSet;
import jp.meishigura.platform.tx.TenantTransactions;

/** What everybody may have of the log: what was signed and not pruned, and no entry beyond it. */
@ApplicationScoped
public class PublishedLog {

  private final TenantTransactions transactions;
  private final Checkpoints checkpoints;
  private final CheckpointHistory history;
  private final Tiles tiles;
  private final Retention retention;
  private final WitnessSet witnesses;
  private final LogConfig config;

  PublishedLog(
      TenantTransactions transactions,
      Checkpoints checkpoints,
      CheckpointHistory history,
      Tiles tiles,
      Retention retention,
      WitnessSet witnesses,
      LogConfig config) {
    this.transactions = transactions;
    this.checkpoints = checkpoints;
    this.history = history;
    this.tiles = tiles;
    this.retention = retention;
    this.witnesses = witnesses;
    this.config = config;
  }

  /** What came of the question for a tile. */
  @SuppressWarnings("ArrayRecordComponent") // Published bytes; never compared.
  public sealed interface Answer {
    record Found(byte[] bytes) implements Answer {}

    /** It was published, and all of it is older than the retention. */
    record Pruned() implements Answer {}

    /** Nobody has signed a log that has it. */
    record Absent() implements Answer {}
  }

  /** The checkpoint that is shown, with its cosignatures. */
  public Optional<Published> checkpoint() {
    return transactions.callAsSystem(history::served);
  }

  /** Entries before this index may be asked for in vain. */
  public long minimumIndex() {
    return transactions.callAsSystem(retention::minimumIndex);
  }

  /** The keys of the witnesses, as verifiers want them. */
  public List<String> witnesses() {
    return witnesses.vkeys();
  }

  /** The keys that have signed, as verifiers want them, the newest first. */
  public List<String> vkeys() {
    return transactions.callAsSystem(
        () ->
            checkpoints.publicKeys().stream()
                .map(key -> Checkpoint.vkey(config.origin(), key))
                .toList());
  }

  public String origin() {
    return config.origin();
  }

  /**
   * A tile, or its beginning.
   *
   * @param width how many hashes or entries are wanted: of a tile that is not full, as many as a
   *     log had that was signed
   */
  public Answer tile(TileName name, int width) {
    return transactions.callAsSystem(
        () -> {
          // Of all that was signed: a witness may have shown others what is not shown here yet.
          long size = checkpoints.newest().map(Published::size).orElse(0L);
          if (!isWithin(name, width, size) || !isOfSomeCheckpoint(name, width)) {
            return new Answer.Absent();
          }
          if (name.endIndex() <= retention.minimumIndex()) {
            return new Answer.Pruned();
          }
          int unit = name.unitBytes();
          return tiles
              .bytes(name)
              .<Answer>map(bytes -> new Answer.Found(Arrays.copyOf(bytes, width * unit)))
              .orElseGet(Answer.Absent::new);
        });
  }

  private boolean isOfSomeCheckpoint(TileName name, int width) {
    long things = name.index() * TileName.WIDTH + width;
    return width == TileName.WIDTH
        || history.signedBetween(things * name.span(), (things + 1) * name.span());
  }

  private static boolean isWithin(TileName name, int width, long size) {
    long there = size;
    for (int level = 0; level < name.level() && there > 0; level++) {
      there /= TileName.WIDTH;
    }
    // Divided and not multiplied: an index may be as large as a number can be.
    long full = there / TileName.WIDTH;
    return name.index() < full || (name.index() == full && width <= there % TileName.WIDTH);
  }

  /** Asks the tree of what was signed. */
  public <T> T tree(Function<LogTree, T> question) {
    return transactions.callAsSystem(() -> question.apply(new LogTree(tiles)));
  }
}
