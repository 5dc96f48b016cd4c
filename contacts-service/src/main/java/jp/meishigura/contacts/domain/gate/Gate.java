package jp.meishigura.contacts.domain.gate;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.card.FieldClass;

/**
 * Decides every read of personal data. No card leaves the service past it; it knows no framework,
 * no clock and no store, so that all of it can be tried in a test.
 *
 * @param policy what each role gets of each class of fields
 */
public record Gate(FieldPolicy policy) {

  /**
   * A view of a card, in a list or alone. Without a purpose or a basis it is the locked view: a
   * masked name for those who work with cards.
   */
  public Decision view(Set<Role> roles, StatedPurpose purpose, ProcessingState state, Instant now) {
    if (policy.access(roles, FieldClass.IDENTITY) == Access.HIDDEN) {
      return new Decision.Refuse(Refusal.ROLE_MAY_NOT_READ);
    }
    return switch (purpose) {
      case StatedPurpose.None none -> Decision.Mask.LOCKED;
      case StatedPurpose.Unregistered unknown -> new Decision.Refuse(Refusal.UNKNOWN_PURPOSE);
      case StatedPurpose.Registered registered ->
          state.permitsAt(now) ? open(roles, permitted(registered, state)) : Decision.Mask.LOCKED;
    };
  }

  /** A reveal of named fields: all of them in the clear, or none. */
  public Decision reveal(
      Set<Role> roles,
      StatedPurpose purpose,
      ProcessingState state,
      Set<Field> fields,
      Instant now) {
    if (policy.access(roles, FieldClass.IDENTITY) == Access.HIDDEN) {
      return new Decision.Refuse(Refusal.ROLE_MAY_NOT_READ);
    }
    if (fields.isEmpty()) {
      return new Decision.Refuse(Refusal.NO_FIELD);
    }
    return switch (purpose) {
      case StatedPurpose.None none -> new Decision.Refuse(Refusal.PURPOSE_REQUIRED);
      case StatedPurpose.Unregistered unknown -> new Decision.Refuse(Refusal.UNKNOWN_PURPOSE);
      case StatedPurpose.Registered registered -> {
        if (!state.permitsAt(now)) {
          yield new Decision.Refuse(Refusal.LOCKED);
        }
        if (!permitted(registered, state).containsAll(fields)) {
          yield new Decision.Refuse(Refusal.FIELD_NOT_IN_PURPOSE);
        }
        boolean all =
            fields.stream()
                .allMatch(field -> policy.access(roles, field.fieldClass()).revealable());
        yield all ? new Decision.Reveal(fields) : new Decision.Refuse(Refusal.FIELD_NOT_FOR_ROLE);
      }
    };
  }

  private Decision open(Set<Role> roles, Set<Field> permitted) {
    Set<Field> clear = EnumSet.noneOf(Field.class);
    Set<Field> masked = EnumSet.noneOf(Field.class);
    for (Field field : permitted) {
      Access access = policy.access(roles, field.fieldClass());
      if (access == Access.CLEAR) {
        clear.add(field);
      } else if (access.maskedInViews()) {
        masked.add(field);
      }
    }
    if (!clear.contains(Field.NAME)) {
      // A purpose may do without the name; the view still shows as much as a locked one does.
      masked.add(Field.NAME);
    }
    return new Decision.Mask(false, clear, masked);
  }

  /** What the purpose needs and the person was asked about: the smaller of the two. */
  private static Set<Field> permitted(StatedPurpose.Registered purpose, ProcessingState state) {
    Set<Field> both = EnumSet.allOf(Field.class);
    both.removeIf(field -> !field.within(purpose.fields()) || !field.within(state.fields()));
    return both;
  }
}
