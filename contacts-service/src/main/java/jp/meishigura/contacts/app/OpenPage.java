package jp.meishigura.contacts.app;

import java.util.List;
import java.util.UUID;

/**
 * Cards that may be open, in the order of the answer; the gate looks at each of them.
 *
 * @param more whether there are cards after the last of these
 */
record OpenPage(List<UUID> ids, boolean more) {
  OpenPage {
    ids = List.copyOf(ids);
  }

  /** From one more than the limit, which tells whether there are more. */
  static OpenPage of(List<UUID> found, int limit) {
    boolean more = found.size() > limit;
    return new OpenPage(more ? found.subList(0, limit) : found, more);
  }
}
