package jp.meishigura.audit.api;

import java.util.List;
import jp.meishigura.audit.domain.stop.ReleaseStop;

/**
 * @param more whether there are others beside these
 */
record StopListView(List<StopView> items, boolean more) {

  /**
   * @param stops one more than the limit, if there are so many
   */
  static StopListView of(List<ReleaseStop> stops, int limit) {
    return new StopListView(
        stops.stream().limit(limit).map(StopView::of).toList(), stops.size() > limit);
  }
}
