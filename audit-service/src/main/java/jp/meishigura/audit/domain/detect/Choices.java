package jp.meishigura.audit.domain.detect;

import java.util.Optional;
import java.util.UUID;

/** What tenants have set. All calls happen in a transaction of the tenant. */
public interface Choices {

  Optional<Choice> of(UUID tenant);

  /**
   * Puts this in the place of the revision before.
   *
   * @param choice with the revision that it is to have
   * @param by pseudonymous id
   * @return false where somebody was faster
   */
  boolean set(UUID tenant, Choice choice, String by);
}
