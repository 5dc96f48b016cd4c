package jp.meishigura.verifier.tile;

import java.util.Optional;
import jp.meishigura.verifier.Failure;
import jp.meishigura.verifier.Refused;

/** Where a log is read from. For several threads at once. */
public interface LogSource {

  /**
   * Reads one resource.
   *
   * @param path beneath the log's prefix
   * @param limit in bytes: a longer resource is refused, not read
   * @return empty when it is not there
   * @throws Refused as {@link Failure#UNREACHABLE} when it cannot be said whether it is there, as
   *     {@link Failure#MALFORMED} when it is too long
   */
  Optional<byte[]> read(String path, int limit) throws Refused;

  /** How many reads at once are worth while. */
  int parallelReads();
}
