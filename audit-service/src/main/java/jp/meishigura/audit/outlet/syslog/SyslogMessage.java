package jp.meishigura.audit.outlet.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jp.meishigura.audit.domain.log.AuditEvent;
import jp.meishigura.audit.domain.log.Decision;
import jp.meishigura.audit.domain.outlet.ChainedEntry;

/**
 * An entry as a message of RFC 5424, in a frame of RFC 5425: its length in octets, a space, the
 * message. The text is JSON in UTF-8 without a byte order mark, which JSON must not have (RFC 8259
 * §8.1); to RFC 5424 it is then MSG-ANY.
 */
final class SyslogMessage {

  /** Log audit. */
  private static final int FACILITY = 13;

  private static final int INFORMATIONAL = 6;
  private static final int NOTICE = 5;
  private static final int WARNING = 4;

  /** RFC 5424 §6: MSGID has at most 32 characters. */
  private static final int LONGEST_ID = 32;

  /** The number is the one for examples (RFC 5612); the name tells whose elements these are. */
  private static final String SD_ID = "meishigura@32473";

  private final String hostname;

  /**
   * @param hostname what the messages give as HOSTNAME, "-" for nothing
   */
  SyslogMessage(String hostname) {
    this.hostname = hostname;
  }

  void frame(ChainedEntry entry, byte[] json, ByteArrayOutputStream into) {
    byte[] head = head(entry).getBytes(UTF_8);
    into.writeBytes((head.length + json.length + " ").getBytes(US_ASCII));
    into.writeBytes(head);
    into.writeBytes(json);
  }

  private String head(ChainedEntry entry) {
    AuditEvent event = entry.entry().event();
    return "<%d>1 %s %s meishigura - %s %s "
        .formatted(
            FACILITY * 8 + severity(event.decision()),
            time(event.at()),
            hostname,
            id(event.action()),
            structuredData(entry));
  }

  private static int severity(Decision decision) {
    return switch (decision) {
      case allowed -> INFORMATIONAL;
      case refused -> NOTICE;
      case failed -> WARNING;
    };
  }

  /** Six digits of a second at the most (§6.2.3.1); the event itself has all of them. */
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /**
   * Printable ASCII and no space (§6): an action that this version does not know may be anything.
   */
  private static String id(String action) {
    String plain = action.replaceAll("[^\\x21-\\x7e]", "_");
    return plain.substring(0, Math.min(plain.length(), LONGEST_ID));
  }

  /** Ids and numbers only: nothing in them needs escaping (§6.3.3). */
  private static String structuredData(ChainedEntry entry) {
    AuditEvent event = entry.entry().event();
    String previous = entry.previous() == null ? "" : " previous=\"" + entry.previous() + "\"";
    return "[%s leaf=\"%d\"%s tenant=\"%s\" event=\"%s\"]"
        .formatted(SD_ID, entry.leafIndex(), previous, event.tenant(), event.id());
  }
}
