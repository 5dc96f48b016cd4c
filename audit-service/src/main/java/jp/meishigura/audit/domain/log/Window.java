package jp.meishigura.audit.domain.log;

/**
 * The part of the log that is still to be listed. Its end is fixed when the listing begins: each
 * page that is fetched adds an entry itself, so that a listing without an end would never stop.
 *
 * @param from the first leaf index to be listed
 * @param below the log's size when the listing began
 */
public record Window(long from, long below) {

  public static Window of(long size) {
    return new Window(0, size);
  }

  public Window after(long leafIndex) {
    return new Window(leafIndex + 1, below);
  }
}
