package jp.meishigura.audit.domain.ocsf;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of JSON in the making. What is not there, or empty, is left out. */
final class Members {

  private final Map<String, Object> members = new LinkedHashMap<>();

  Members with(String name, @Nullable Object value) {
    boolean empty =
        value == null
            || (value instanceof Map<?, ?> map && map.isEmpty())
            || (value instanceof Collection<?> list && list.isEmpty());
    if (!empty) {
      members.put(name, value);
    }
    return this;
  }

  Map<String, Object> map() {
    return members;
  }
}
