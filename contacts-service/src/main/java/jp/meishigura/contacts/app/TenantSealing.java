package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import jp.meishigura.contacts.domain.search.CardSearch;
import jp.meishigura.contacts.keys.KeyMemory;

/** A sealed tenant's keys and names leave the memory; crypto-gateway gives no others. */
@ApplicationScoped
public class TenantSealing {

  private final KeyMemory memory;
  private final CardSearch search;

  TenantSealing(KeyMemory memory, CardSearch search) {
    this.memory = memory;
    this.search = search;
  }

  public void sealed(UUID tenant) {
    memory.forgetTenant(tenant);
    search.evict(tenant);
  }
}
