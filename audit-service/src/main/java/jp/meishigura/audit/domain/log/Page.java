package jp.meishigura.audit.domain.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries in leaf order.
 *
 * @param rest what is still to be listed; null when this was all
 */
public record Page(List<Entry> entries, @Nullable Window rest) {

  public Page {
    entries = List.copyOf(entries);
  }

  /**
   * @param found at most one entry more than the limit, by which a further page shows itself
   */
  public static Page of(List<Entry> found, Window asked, int limit) {
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    List<Entry> entries = found.subList(0, limit);
    return new Page(entries, asked.after(entries.getLast().leafIndex()));
  }
}
