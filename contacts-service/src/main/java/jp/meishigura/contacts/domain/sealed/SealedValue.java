package jp.meishigura.contacts.domain.sealed;

/**
 * A value as it rests.
 *
 * @param name its stable name within the card, such as {@code phone.1} or {@code source-file.0}; it
 *     is part of what seals it
 * @param bytes a sealed field
 * @param source the place of its source among the card's, from 0
 */
public record SealedValue(String name, byte[] bytes, int source) {

  private static final String FILE = "source-file.";

  /** The name under which the file name of a source is sealed. */
  public static String fileOf(int source) {
    return FILE + source;
  }

  @Override
  public String toString() {
    return name + "=sealed";
  }
}
