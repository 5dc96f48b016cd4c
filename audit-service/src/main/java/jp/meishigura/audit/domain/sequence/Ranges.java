package jp.meishigura.audit.domain.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of numbers as its ranges.
 *
 * @param all in order; none is empty, overlaps another or could be joined to it
 */
public record Ranges(List<Range> all) {

  public static final Ranges NONE = new Ranges(List.of());

  /** The numbers from {@code first} up to but not including {@code end}. */
  public record Range(long first, long end) {

    public Range {
      if (first >= end) {
        throw new IllegalArgumentException("an empty range");
      }
    }

    private boolean touches(Range other) {
      return first <= other.end && other.first <= end;
    }
  }

  public Ranges {
    all = List.copyOf(all);
  }

  public static Ranges of(List<Range> any) {
    Ranges ranges = NONE;
    for (Range range : any) {
      ranges = ranges.with(range);
    }
    return ranges;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  public boolean contains(long number) {
    return all.stream().anyMatch(range -> range.first <= number && number < range.end);
  }

  public Ranges with(long number) {
    return with(new Range(number, number + 1));
  }

  public Ranges with(Range added) {
    List<Range> result = new ArrayList<>();
    Range joined = added;
    for (Range range : all) {
      if (range.touches(joined)) {
        joined = new Range(Math.min(range.first, joined.first), Math.max(range.end, joined.end));
      } else if (range.end < joined.first) {
        result.add(range);
      }
    }
    result.add(joined);
    for (Range range : all) {
      if (range.first > joined.end) {
        result.add(range);
      }
    }
    return new Ranges(result);
  }

  public Ranges without(long number) {
    List<Range> result = new ArrayList<>();
    for (Range range : all) {
      if (number < range.first || number >= range.end) {
        result.add(range);
        continue;
      }
      if (range.first < number) {
        result.add(new Range(range.first, number));
      }
      if (number + 1 < range.end) {
        result.add(new Range(number + 1, range.end));
      }
    }
    return new Ranges(result);
  }
}
