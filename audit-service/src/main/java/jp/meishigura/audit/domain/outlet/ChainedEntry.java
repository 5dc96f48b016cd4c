package jp.meishigura.audit.domain.outlet;

import jp.meishigura.audit.domain.log.Entry;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it leaves for a SIEM. Leaf indexes count over all tenants, so that a tenant's own
 * have holes that are none; with the index of its entry before, the tenant's entries are a chain,
 * and a receiver sees by itself whether a link is missing.
 *
 * @param previous the leaf index of the tenant's entry before; null where this is the first
 */
public record ChainedEntry(Entry entry, @Nullable Long previous) {

  public long leafIndex() {
    return entry.leafIndex();
  }
}
