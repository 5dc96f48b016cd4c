package jp.meishigura.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after the verb: {@code --name value}, {@code --flag} and plain words. */
public final class Arguments {
  private static final Set<String> FLAGS = Set.of("--detach");

  private final Map<String, String> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  public Arguments(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (FLAGS.contains(argument)) {
        options.put(argument, "");
      } else if (argument.startsWith("--")) {
        if (i + 1 == arguments.size()) {
          throw new LaunchException(argument + " needs a value.");
        }
        options.put(argument, arguments.get(++i));
      } else {
        words.add(argument);
      }
    }
  }

  private Arguments(Map<String, String> options, List<String> words) {
    this.options.putAll(options);
    this.words.addAll(words);
  }

  /** The same words and one flag more. */
  public Arguments with(String flag) {
    Arguments more = new Arguments(options, words);
    more.options.put(flag, "");
    return more;
  }

  /** The value of {@code --name}. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** The value of {@code --name}, which must be there. */
  public String required(String name) {
    return option(name).orElseThrow(() -> new LaunchException(name + " is missing."));
  }

  public boolean flag(String name) {
    return options.containsKey(name);
  }

  /** The only plain word, such as the part's name. */
  public String word(String what) {
    if (words.size() != 1) {
      throw new LaunchException("Exactly one " + what + " is expected.");
    }
    return words.getFirst();
  }
}
