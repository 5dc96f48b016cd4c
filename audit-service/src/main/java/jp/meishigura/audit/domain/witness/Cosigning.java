package jp.meishigura.audit.domain.witness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Asks one witness for its cosignature, twice at the most: a second time with the size that the
 * witness itself names.
 */
public final class Cosigning {

  /** As far may two clocks be apart. A cosignature tells when it was made, and is asked for now. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final String TEXT_END = "\n\n";

  private final Witness witness;
  private final WitnessKey key;
  private final InstantSource clock;

  public Cosigning(Witness witness, WitnessKey key, InstantSource clock) {
    this.witness = witness;
    this.key = key;
    this.clock = clock;
  }

  /**
   * @param known the size of the log that the witness is thought to have seen last
   * @param size of the checkpoint
   * @param note the checkpoint, signed by the log alone
   * @param growth the proof that the log has only grown since it had a size, up to this checkpoint
   */
  public Outcome ask(long known, long size, String note, LongFunction<List<byte[]>> growth) {
    long claimed = known > size ? 0 : known;
    Witness.Answer answer = witness.add(submission(claimed, note, growth));
    if (answer instanceof Witness.Answer.Knows(long named) && named != claimed) {
      if (named > size) {
        return new Outcome.Conflict(named);
      }
      answer = witness.add(submission(named, note, growth));
    }
    return switch (answer) {
      case Witness.Answer.Cosigned(String lines) -> read(note, lines);
      case Witness.Answer.Knows(long named) -> new Outcome.Conflict(named);
      case Witness.Answer.Refused(int status) -> new Outcome.Refused(status);
      case Witness.Answer.Nothing(String why) -> new Outcome.Unreachable(why);
    };
  }

  private static Submission submission(long known, String note, LongFunction<List<byte[]>> growth) {
    return new Submission(known, known == 0 ? List.of() : growth.apply(known), note);
  }

  private Outcome read(String note, String lines) {
    String text = note.substring(0, note.lastIndexOf(TEXT_END) + 1);
    Instant now = clock.instant();
    return key.cosignature(text, lines)
        .filter(one -> !one.at().isBefore(now.minus(CLOCKS)))
        .filter(one -> !one.at().isAfter(now.plus(CLOCKS)))
        .<Outcome>map(Outcome.Cosigned::new)
        .orElseGet(Outcome.Invalid::new);
  }
}
