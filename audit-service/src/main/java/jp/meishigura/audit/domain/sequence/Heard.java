package jp.meishigura.audit.domain.sequence;

import java.util.ArrayList;
import java.util.List;
import jp.meishigura.audit.domain.sequence.Ranges.Range;

/**
 * What is known of a producer's stream.
 *
 * @param next the number after the highest that has come
 * @param missing those below it that have not
 */
public record Heard(long next, Ranges missing) {

  public static final Heard NOTHING = new Heard(0, Ranges.NONE);

  /**
   * A number that came with an event.
   *
   * @param fresh whether the event came for the first time
   */
  public record Numbered(long number, boolean fresh) {}

  /**
   * What some numbers mean.
   *
   * @param gaps where numbers were left out, as far as they have not come since
   * @param arrived numbers that were missing before and are so no longer
   * @param reused numbers of events that are new, though these numbers had come with other ones
   */
  public record News(Heard then, List<Range> gaps, Ranges arrived, Ranges reused) {}

  /** The numbers in the order in which they came. */
  public News hear(List<Numbered> numbers) {
    long upTo = next;
    Ranges open = missing;
    Ranges arrived = Ranges.NONE;
    Ranges reused = Ranges.NONE;
    for (Numbered one : numbers) {
      long number = one.number();
      if (number >= upTo) {
        open = number > upTo ? open.with(new Range(upTo, number)) : open;
        upTo = number + 1;
      } else if (open.contains(number)) {
        open = open.without(number);
        arrived = number < next ? arrived.with(number) : arrived;
      } else if (one.fresh()) {
        reused = reused.with(number);
      }
    }
    return new News(new Heard(upTo, open), above(open), arrived, reused);
  }

  /** The part of what is missing that nobody has missed before. */
  private List<Range> above(Ranges open) {
    List<Range> gaps = new ArrayList<>();
    for (Range range : open.all()) {
      if (range.end() > next) {
        gaps.add(new Range(Math.max(range.first(), next), range.end()));
      }
    }
    return gaps;
  }
}
