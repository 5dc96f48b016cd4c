package jp.meishigura.contacts.domain.search;

import java.time.Instant;
import java.util.Map;

/**
 * The purposes a card is open for.
 *
 * @param revision of the card's consent state; a higher one replaces a lower one, in whatever order
 *     they arrive
 * @param until per purpose code the first moment at which it is locked again; {@link Instant#MAX}
 *     when there is no end
 */
public record Openings(long revision, Map<String, Instant> until) {
  /** A card nobody asked about. */
  public static final Openings NONE = new Openings(0, Map.of());

  public Openings {
    until = Map.copyOf(until);
  }
}
