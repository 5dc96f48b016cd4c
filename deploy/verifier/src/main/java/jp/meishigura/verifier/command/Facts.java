package jp.meishigura.verifier.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.meishigura.verifier.checkpoint.VerifiedCheckpoint;

/** What was found to be so, in the order in which it is told. */
final class Facts {
  private final Map<String, String> facts = new LinkedHashMap<>();

  /** What a verified checkpoint says. */
  static Facts of(VerifiedCheckpoint verified) {
    Facts told = new Facts();
    told.add("origin", verified.checkpoint().origin());
    told.add("size", verified.checkpoint().head().size());
    told.add("root", verified.checkpoint().rootText());
    new TreeMap<>(verified.cosigned())
        .forEach((witness, time) -> told.add("cosigned", witness + '@' + time));
    return told;
  }

  Facts add(String name, Object value) {
    facts.merge(name, value.toString(), (one, other) -> one + ',' + other);
    return this;
  }

  /** One line; no name and no value has a space in it. */
  @Override
  public String toString() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + '=' + fact.getValue())
        .collect(Collectors.joining(" "));
  }
}
