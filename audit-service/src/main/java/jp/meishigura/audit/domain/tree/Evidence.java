package jp.meishigura.audit.domain.tree;

import java.util.Base64;
import java.util.List;

/**
 * What proves that one event is in the log, offline and without us (C2SP tlog-proof).
 *
 * @param opening ties the event to the entry that is published of it
 * @param proof from the entry's sibling upwards
 * @param note a checkpoint whose tree has the entry
 */
@SuppressWarnings("ArrayRecordComponent") // Written out and never compared.
public record Evidence(byte[] opening, long index, List<byte[]> proof, String note) {

  public Evidence {
    proof = List.copyOf(proof);
  }

  /** The file. */
  public String text() {
    StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
    text.append("extra ").append(base64(opening)).append('\n');
    text.append("index ").append(index).append('\n');
    proof.forEach(hash -> text.append(base64(hash)).append('\n'));
    return text.append('\n').append(note).toString();
  }

  @Override
  public String toString() {
    return "Evidence[" + index + "]";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
