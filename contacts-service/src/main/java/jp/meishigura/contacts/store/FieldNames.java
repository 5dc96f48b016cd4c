package jp.meishigura.contacts.store;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import jp.meishigura.contacts.domain.card.Field;

/** Fields as a {@code text[]}. */
final class FieldNames {

  private FieldNames() {}

  static String[] of(Collection<Field> fields) {
    return fields.stream().map(Field::slug).sorted().toArray(String[]::new);
  }

  /** Those that this version knows. */
  static Set<Field> read(Array array) throws SQLException {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (String slug : (String[]) array.getArray()) {
      Field.ofSlug(slug).ifPresent(fields::add);
    }
    return fields;
  }
}
