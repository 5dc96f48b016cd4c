package jp.meishigura.contacts.app;

import java.util.Collection;
import java.util.List;
import jp.meishigura.contacts.domain.card.Field;
import jp.meishigura.contacts.domain.gate.Decision;
import jp.meishigura.contacts.domain.gate.StatedPurpose;
import jp.meishigura.contacts.domain.view.Views;
import jp.meishigura.platform.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/** Fills audit records: names of fields and codes of purposes, never what was typed instead. */
final class Asked {

  private Asked() {}

  static AuditRecord purpose(AuditRecord record, StatedPurpose purpose) {
    return record.purpose(code(purpose));
  }

  static AuditRecord fields(AuditRecord record, Collection<Field> fields) {
    return record.fields(slugs(fields));
  }

  static AuditRecord shown(AuditRecord record, Decision.Mask granted) {
    return record
        .fields(slugs(Views.needed(granted)))
        .detail("state", granted.locked() ? "locked" : "open");
  }

  static List<String> slugs(Collection<Field> fields) {
    return fields.stream().map(Field::slug).sorted().toList();
  }

  private static @Nullable String code(StatedPurpose purpose) {
    return switch (purpose) {
      case StatedPurpose.None none -> null;
      case StatedPurpose.Unregistered(String code) -> code.isEmpty() ? null : code;
      case StatedPurpose.Registered registered -> registered.code();
    };
  }
}
