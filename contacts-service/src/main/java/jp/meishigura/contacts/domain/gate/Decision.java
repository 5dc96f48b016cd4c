package jp.meishigura.contacts.domain.gate;

import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;

/** What the gate says. */
public sealed interface Decision {

  /** These fields, in the clear, and no others. */
  record Reveal(Set<Field> fields) implements Decision {
    public Reveal {
      fields = Set.copyOf(fields);
    }
  }

  /**
   * A view: some fields clear, some masked, all others left out.
   *
   * @param locked whether the card is locked for the purpose; then only the masked name is shown
   */
  record Mask(boolean locked, Set<Field> clear, Set<Field> masked) implements Decision {
    static final Mask LOCKED = new Mask(true, Set.of(), Set.of(Field.NAME));

    public Mask {
      clear = Set.copyOf(clear);
      masked = Set.copyOf(masked);
    }
  }

  /** Nothing. */
  record Refuse(Refusal reason) implements Decision {
    public String whatWouldHelp() {
      return reason.whatWouldHelp();
    }
  }
}
