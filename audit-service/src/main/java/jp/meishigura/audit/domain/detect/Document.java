package jp.meishigura.audit.domain.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object of a rule file, read strictly: what nobody asked for is a mistake of its writer. */
final class Document {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

  private final String where;
  private final Map<String, Object> rest;

  private Document(String where, Map<String, Object> members) {
    this.where = where;
    this.rest = members;
  }

  static Document of(String where, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadRule(where, "must be an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach(
        (name, member) -> {
          if (member == null) {
            throw new BadRule(where + "." + name, "must not be null; leave it out");
          }
          members.put(String.valueOf(name), member);
        });
    return new Document(where, members);
  }

  Document named(String name) {
    return new Document(name, rest);
  }

  boolean has(String name) {
    return rest.containsKey(name);
  }

  Set<String> names() {
    return Set.copyOf(rest.keySet());
  }

  BadRule fault(String name, String must) {
    return new BadRule(where + "." + name, must);
  }

  private Object take(String name) {
    @Nullable Object value = rest.remove(name);
    if (value == null) {
      throw fault(name, "is missing");
    }
    return value;
  }

  String text(String name) {
    if (take(name) instanceof String text && !text.isBlank() && text.length() <= 200) {
      return text;
    }
    throw fault(name, "must be a text of at most 200 characters");
  }

  Optional<String> textIfThere(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  int number(String name, int least, int most) {
    if (take(name) instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw fault(name, "must be a whole number from " + least + " to " + most);
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (take(name) instanceof Boolean flag) {
      return flag;
    }
    throw fault(name, "must be true or false");
  }

  Document object(String name) {
    return of(where + "." + name, take(name));
  }

  /** A text, or a list of some. */
  List<String> texts(String name) {
    Object value = take(name);
    Collection<?> many = value instanceof Collection<?> list ? list : List.of(value);
    List<String> texts = new ArrayList<>();
    for (Object one : many) {
      if (!(one instanceof String text) || text.isBlank()) {
        throw fault(name, "must be a text or a list of texts");
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      throw fault(name, "must not be empty");
    }
    return texts;
  }

  /** A time as Sigma writes it. */
  Duration span(String name, Duration most) {
    Matcher text = SPAN.matcher(text(name));
    if (text.matches()) {
      long number = Long.parseLong(text.group(1));
      Duration span =
          switch (text.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (span.compareTo(most) <= 0) {
        return span;
      }
    }
    throw fault(name, "must be like 30s, 15m, 2h or 7d, and at most " + most.toDays() + "d");
  }

  /** Nothing may be left that nobody asked for. */
  void end() {
    if (!rest.isEmpty()) {
      throw fault(rest.keySet().iterator().next(), "is not known here");
    }
  }
}
