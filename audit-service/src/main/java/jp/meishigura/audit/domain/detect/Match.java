package jp.meishigura.audit.domain.detect;

import java.util.Set;
import jp.meishigura.audit.domain.log.AuditEvent;

/**
 * One line of a selection.
 *
 * @param values any of them; one that ends in {@code *} is a beginning
 */
public record Match(Field field, Set<String> values) {

  public Match {
    values = Set.copyOf(values);
  }

  boolean fits(AuditEvent event) {
    return field.of(event).stream().anyMatch(this::isOne);
  }

  private boolean isOne(String value) {
    return values.contains(value) || values.stream().anyMatch(one -> begins(value, one));
  }

  private static boolean begins(String value, String pattern) {
    return pattern.endsWith("*") && value.startsWith(pattern.substring(0, pattern.length() - 1));
  }
}
