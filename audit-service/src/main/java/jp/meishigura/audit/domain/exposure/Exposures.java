package jp.meishigura.audit.domain.exposure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import jp.meishigura.audit.domain.log.Entry;
import jp.meishigura.audit.domain.log.TakesTooLong;
import jp.meishigura.audit.domain.log.Window;
import org.jspecify.annotations.Nullable;

/**
 * Who saw what, out of the log. All calls happen in a transaction; the log only grows, so that the
 * same window gives the same answer in every later one. Each may throw {@link TakesTooLong}.
 */
public interface Exposures {

  ExposureTotals totals(UUID tenant, ExposureQuestion question, Window window);

  /** Tells each, one after the other, without having all of them at once. */
  void origins(UUID tenant, ExposureQuestion question, Window window, Consumer<Origin> each);

  /** Tells each, ordered by card, without having all of them at once. */
  void exposures(UUID tenant, ExposureQuestion question, Window window, Consumer<Exposure> each);

  /** At most {@code limit} entries that show a card, in leaf order. */
  List<Entry> accesses(
      UUID tenant,
      UUID card,
      @Nullable Instant from,
      @Nullable Instant to,
      Window window,
      int limit);
}
