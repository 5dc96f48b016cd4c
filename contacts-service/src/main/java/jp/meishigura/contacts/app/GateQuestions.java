package jp.meishigura.contacts.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.gate.FieldPolicy;
import jp.meishigura.contacts.domain.gate.Gate;
import jp.meishigura.contacts.domain.gate.ProcessingState;
import jp.meishigura.contacts.domain.gate.Role;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.store.StateTable.CardStates;
import jp.meishigura.platform.caller.Caller;

/** Asks the gate about a caller, at this moment. */
@ApplicationScoped
class GateQuestions {

  private final Gate gate = new Gate(FieldPolicy.STANDARD);
  private final Clock clock;

  GateQuestions(Clock clock) {
    this.clock = clock;
  }

  Decision view(Caller caller, StatedPurpose purpose, CardStates states) {
    return gate.view(roles(caller), purpose, state(purpose, states), clock.instant());
  }

  Decision reveal(Caller caller, StatedPurpose purpose, CardStates states, Set<Field> fields) {
    return gate.reveal(roles(caller), purpose, state(purpose, states), fields, clock.instant());
  }

  private static ProcessingState state(StatedPurpose purpose, CardStates states) {
    return purpose instanceof StatedPurpose.Registered registered
        ? states.of(registered.code())
        : ProcessingState.NOT_ASKED;
  }

  private static Set<Role> roles(Caller caller) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    caller.roles().forEach(role -> roles.add(Role.valueOf(role.name())));
    return roles;
  }
}
