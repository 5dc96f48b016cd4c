package jp.meishigura.audit.domain.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The log. It has no way to change or remove an entry. All calls happen in a transaction. */
public interface Log {

  /**
   * Appends in the order given; leaf indexes follow those of all committed entries.
   *
   * @return the first one's leaf index
   */
  long append(List<Arrival> arrivals);

  /** Where events are that were appended earlier; those that are not there are left out. */
  Map<UUID, Long> places(List<UUID> events);

  /** How many entries the whole log has. */
  long size();

  /** At most {@code limit} of a tenant's entries, in leaf order. */
  List<Entry> list(UUID tenant, EntryFilter filter, Window window, int limit);

  Optional<Entry> find(UUID tenant, long leafIndex);

  /** The bytes of an event of a tenant, as the producing service wrote them. */
  Optional<byte[]> recorded(UUID tenant, long leafIndex);

  /** What ties a tenant's event to the entry that the log publishes of it. */
  Optional<byte[]> opening(UUID tenant, long leafIndex);
}
