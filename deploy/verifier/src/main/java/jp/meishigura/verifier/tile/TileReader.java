package jp.meishigura.verifier.tile;

import java.util.Arrays;
import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;
import jp.meishigura.verifier.merkle.Hash;
import jp.meishigura.verifier.merkle.HashRow;
import jp.meishigura.verifier.note.SignedNote;

/**
 * Reads tiles and bundles as they are published. A log may drop a partial one when the full one is
 * there (C2SP tlog-tiles, "Partial Tiles"), so that is then read, and its beginning taken.
 */
public final class TileReader {
  private final LogSource source;

  /** A reader of this log. */
  public TileReader(LogSource source) {
    this.source = source;
  }

  /**
   * The checkpoint as it is published now.
   *
   * @throws Refused as {@link Failure#NOT_FOUND}, or as the source does
   */
  public byte[] checkpoint() throws Refused {
    return source
        .read(TilePath.CHECKPOINT, SignedNote.LIMIT)
        .orElseThrow(() -> new Refused(Failure.NOT_FOUND, "there is no checkpoint"));
  }

  /** Whether a full tile or bundle is served. */
  public boolean serves(TilePath path) throws Refused {
    return source.read(path.toString(), EntryBundle.limit(path.width())).isPresent();
  }

  /**
   * A tile of hashes, empty when it is not served.
   *
   * @throws Refused as {@link Failure#TILE_ALTERED} when it has another length, or as the source
   *     does
   */
  public Optional<HashRow> hashes(TilePath path) throws Refused {
    Optional<Found> found = find(path, HashRow.FULL * Hash.LENGTH);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = found.get().bytes();
    if (bytes.length != found.get().path().width() * Hash.LENGTH) {
      throw new Refused(
          Failure.TILE_ALTERED, found.get().path() + " has " + bytes.length + " bytes");
    }
    return Optional.of(HashRow.of(Arrays.copyOf(bytes, path.width() * Hash.LENGTH)));
  }

  /**
   * A tile of hashes, which the log must serve.
   *
   * @throws Refused as {@link #hashes}, or as {@link Failure#LOG_TRUNCATED} when it is not served
   */
  public HashRow required(TilePath path) throws Refused {
    return hashes(path).orElseThrow(() -> missing(path));
  }

  /**
   * A bundle of entries, which the log must serve.
   *
   * @throws Refused as {@link Failure#ENTRY_ALTERED} when it does not hold just these entries, as
   *     {@link Failure#LOG_TRUNCATED} when it is not served, or as the source does
   */
  public EntryBundle entries(TilePath path) throws Refused {
    Found found = find(path, EntryBundle.limit(HashRow.FULL)).orElseThrow(() -> missing(path));
    return EntryBundle.parse(found.bytes(), found.path().width(), path.width(), found.path());
  }

  private record Found(TilePath path, byte[] bytes) {}

  private Optional<Found> find(TilePath path, int limit) throws Refused {
    Optional<byte[]> bytes = source.read(path.toString(), limit);
    if (bytes.isPresent() || !path.isPartial()) {
      return bytes.map(read -> new Found(path, read));
    }
    TilePath full = path.full();
    return source.read(full.toString(), limit).map(read -> new Found(full, read));
  }

  private static Refused missing(TilePath path) {
    return new Refused(
        Failure.LOG_TRUNCATED, path + " is within the checkpoint's size and is not served");
  }
}
