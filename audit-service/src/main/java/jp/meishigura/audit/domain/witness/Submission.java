package jp.meishigura.audit.domain.witness;

import java.util.Base64;
import java.util.List;

/**
 * What a witness is sent (C2SP tlog-witness, {@code add-checkpoint}).
 *
 * @param known how long the log was when the witness saw it last, as far as we know
 * @param growth that the log has only grown since: RFC 6962 section 2.1.2, empty from nothing
 * @param note the checkpoint, signed by the log alone
 */
public record Submission(long known, List<byte[]> growth, String note) {

  public Submission {
    growth = List.copyOf(growth);
  }

  /** The body of the request. */
  public String text() {
    StringBuilder text = new StringBuilder("old ").append(known).append('\n');
    growth.forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    return text.append('\n').append(note).toString();
  }
}
