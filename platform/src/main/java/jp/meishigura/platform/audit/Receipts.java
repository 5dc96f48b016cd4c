package jp.meishigura.platform.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/**
 * Body of {@code jp.meishigura.audit.receipts.v1}; its schema is in audit-service's
 * src/main/events.
 *
 * @param producer the service that the records are of
 * @param stream what the numbers count in
 * @param renew whether numbers came again for other events: the producer begins another stream
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Receipts(String producer, UUID stream, boolean renew, List<Run> receipts) {

  public static final String TOPIC = "receipts";
  public static final String TYPE = "jp.meishigura.audit.receipts.v1";

  /**
   * Records that are neighbours both at their producer and in the log.
   *
   * @param number the first one's; the others' follow
   * @param leafIndex the first one's place in the log
   * @param events their ids. Numbers alone would let a receipt from before a restore purge what got
   *     the same number after it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Run(long number, long leafIndex, List<UUID> events) {}
}
