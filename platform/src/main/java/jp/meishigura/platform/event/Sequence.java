package jp.meishigura.platform.event;

import java.util.UUID;

/**
 * Where an audit record stands among all of its producer's.
 *
 * @param stream made once for each database that numbers; another one when an older copy goes on
 * @param number from 0, without gaps
 */
public record Sequence(UUID stream, long number) {

  /** CloudEvents extension "sequence": strings whose order is that of the numbers. */
  String text() {
    return String.format("%019d", number);
  }

  static Sequence of(String stream, String number) {
    try {
      Sequence sequence = new Sequence(UUID.fromString(stream), Long.parseLong(number));
      if (sequence.number >= 0 && sequence.number < Long.MAX_VALUE) {
        return sequence;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UnreadableEvent("sequence is no number in a stream");
  }
}
