package jp.meishigura.verifier.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after the verb: {@code --name value}, {@code --flag} and plain words. */
final class Arguments {
  private final Map<String, List<String>> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /**
   * Sorts the words.
   *
   * @throws UsageException for an option that the verb does not know, or one without its value
   */
  Arguments(List<String> arguments, Set<String> known, Set<String> flags) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        words.add(argument);
      } else if (flags.contains(argument)) {
        options.put(argument, List.of());
      } else if (!known.contains(argument)) {
        throw new UsageException("there is no option " + argument);
      } else if (i + 1 == arguments.size()) {
        throw new UsageException(argument + " needs a value");
      } else {
        options.computeIfAbsent(argument, name -> new ArrayList<>()).add(arguments.get(++i));
      }
    }
  }

  boolean flag(String name) {
    return options.containsKey(name);
  }

  List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  Optional<String> one(String name) {
    if (all(name).size() > 1) {
      throw new UsageException(name + " is given twice");
    }
    return all(name).stream().findFirst();
  }

  /** A number that is not negative. */
  long number(String name, long otherwise) {
    Optional<String> text = one(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, like a negative one.
    }
    throw new UsageException(name + " is a number from 0 up");
  }

  /** The plain words, which must be as many as these names for them. */
  List<String> words(String... names) {
    if (words.size() != names.length) {
      throw new UsageException("expected: " + String.join(" and ", names));
    }
    return words;
  }
}
