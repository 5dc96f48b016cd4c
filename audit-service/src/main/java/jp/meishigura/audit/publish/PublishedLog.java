package jp.meishigura.audit.publish;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jp.meishigura.audit.domain.tree.Checkpoint;
import jp.meishigura.audit.domain.tree.Checkpoints;
import jp.meishigura.audit.domain.tree.LogTree;
import jp.meishigura.audit.domain.tree.Published;
import jp.meishigura.audit.domain.tree.TileName;
import jp.meishigura.audit.domain.tree.Tiles;
import jp.meishigura.platform.tx.TenantTransactions;

/** What everybody may have of the log: what was signed, and no entry beyond it. */
@ApplicationScoped
public class PublishedLog {

  private final TenantTransactions transactions;
  private final Checkpoints checkpoints;
  private final Tiles tiles;
  private final LogConfig config;

  PublishedLog(
      TenantTransactions transactions, Checkpoints checkpoints, Tiles tiles, LogConfig config) {
    this.transactions = transactions;
    this.checkpoints = checkpoints;
    this.tiles = tiles;
    this.config = config;
  }

  public Optional<Published> checkpoint() {
    return transactions.callAsSystem(checkpoints::newest);
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
   * @param width how many hashes or entries are wanted; empty when fewer are published
   */
  public Optional<byte[]> tile(TileName name, int width) {
    return transactions.callAsSystem(
        () -> {
          long size = checkpoints.newest().map(Published::size).orElse(0L);
          if (!isPublished(name, width, size)) {
            return Optional.<byte[]>empty();
          }
          int unit = name.unitBytes();
          return tiles.bytes(name).map(bytes -> Arrays.copyOf(bytes, width * unit));
        });
  }

  private static boolean isPublished(TileName name, int width, long size) {
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
