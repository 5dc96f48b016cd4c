package jp.meishigura.contacts.domain.gate;

import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;

/** The purpose a caller stated, looked up among the tenant's registered ones. */
public sealed interface StatedPurpose {

  /** None was stated. */
  record None() implements StatedPurpose {}

  /** One was stated that the tenant has not registered. */
  record Unregistered(String code) implements StatedPurpose {}

  /**
   * A registered purpose (利用目的).
   *
   * @param fields the data it needs
   */
  record Registered(String code, Set<Field> fields) implements StatedPurpose {
    public Registered {
      fields = Set.copyOf(fields);
    }
  }
}
