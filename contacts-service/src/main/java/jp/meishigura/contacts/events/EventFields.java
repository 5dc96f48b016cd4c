package jp.meishigura.contacts.events;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.platform.event.UnreadableEvent;
import org.jspecify.annotations.Nullable;

/** Reads members of events. */
final class EventFields {

  private EventFields() {}

  static <T> T required(@Nullable T member, String name) {
    if (member == null) {
      throw new UnreadableEvent(name + " is missing");
    }
    return member;
  }

  /** Fields that this version does not know are left out: what is not known is not shown. */
  static Set<Field> known(List<String> slugs) {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    slugs.forEach(slug -> Field.ofSlug(slug).ifPresent(fields::add));
    return fields;
  }
}
