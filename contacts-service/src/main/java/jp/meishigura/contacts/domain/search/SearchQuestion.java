package jp.meishigura.contacts.domain.search;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to the search.
 *
 * @param purpose only cards open for it
 * @param now at this moment
 * @param name part of a name, a reading or a company, in any script or width; absent for all
 * @param limit the most cards to answer with
 * @param after the last card of the page before; absent for the first page
 */
public record SearchQuestion(
    String purpose, Instant now, @Nullable String name, int limit, @Nullable UUID after) {
  public SearchQuestion {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1");
    }
  }

  @Override
  public String toString() {
    return "SearchQuestion for " + purpose;
  }
}
