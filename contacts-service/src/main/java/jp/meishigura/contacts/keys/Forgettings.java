package jp.meishigura.contacts.keys;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often a tenant's keys had to be forgotten, because the tenant was sealed or somebody erased.
 * Whoever asks for keys looks before and after: an answer that was on its way meanwhile must not
 * bring back into memory what was just taken out of it.
 */
@ApplicationScoped
public class Forgettings {

  private final Map<UUID, Long> numbers = new ConcurrentHashMap<>();

  long of(UUID tenant) {
    return numbers.getOrDefault(tenant, 0L);
  }

  /** Goes before the keys leave the memory. */
  void note(UUID tenant) {
    numbers.merge(tenant, 1L, Long::sum);
  }
}
