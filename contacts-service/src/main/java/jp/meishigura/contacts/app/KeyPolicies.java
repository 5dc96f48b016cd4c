package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.keys.KeyMemory;

/** What crypto-gateway has decided about keys takes effect on what is in memory here. */
@ApplicationScoped
public class KeyPolicies {

  private final KeyMemory memory;
  private final CardSearch search;

  KeyPolicies(KeyMemory memory, CardSearch search) {
    this.memory = memory;
    this.search = search;
  }

  /** Keys and names leave the memory; crypto-gateway gives no others. */
  public void sealed(UUID tenant) {
    memory.forgetTenant(tenant);
    search.evict(tenant);
  }

  /** Which versions there are is asked for again. */
  public void indexKeysChanged(UUID tenant) {
    memory.forgetIndexKeys(tenant);
  }

  /** Newer keys have replaced these. */
  public void retired(UUID tenant, List<UUID> keyIds) {
    keyIds.forEach(key -> memory.forgetCard(tenant, key));
  }

  /** Something else: whatever it was, keys are asked for again. */
  public void changed(UUID tenant) {
    memory.forgetTenant(tenant);
  }
}
