package jp.meishigura.contacts.domain.gate;

import java.util.Map;
import java.util.Set;
import jp.meishigura.contacts.domain.card.FieldClass;

/** Role x field class -> access. What is not said is hidden. */
public record FieldPolicy(Map<Role, Map<FieldClass, Access>> rules) {

  private static final Map<FieldClass, Access> WORKING_WITH_CARDS =
      Map.of(
          FieldClass.IDENTITY, Access.CLEAR,
          FieldClass.CONTACT_POINT, Access.MASKED_UNTIL_REVEALED,
          FieldClass.SENSITIVE, Access.HIDDEN_UNTIL_REVEALED);

  /**
   * Members and integrators work with cards, a privacy officer sees that a card exists, and neither
   * administrators nor auditors nor other services read any.
   */
  public static final FieldPolicy STANDARD =
      new FieldPolicy(
          Map.of(
              Role.MEMBER,
              WORKING_WITH_CARDS,
              Role.INTEGRATOR,
              WORKING_WITH_CARDS,
              Role.PRIVACY_OFFICER,
              Map.of(FieldClass.IDENTITY, Access.MASKED)));

  public FieldPolicy {
    rules = Map.copyOf(rules);
  }

  /** The most that one of the roles gets. */
  Access access(Set<Role> roles, FieldClass fieldClass) {
    Access most = Access.HIDDEN;
    for (Role role : roles) {
      Access access = rules.getOrDefault(role, Map.of()).getOrDefault(fieldClass, Access.HIDDEN);
      most = access.compareTo(most) > 0 ? access : most;
    }
    return most;
  }
}
