package jp.meishigura.audit.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.meishigura.audit.domain.tree.TileName;

/**
 * How tiles are asked for (C2SP tlog-tiles): the index in groups of three digits, all but the last
 * one after an x, and the width of one that is not full. Only one spelling each.
 *
 * @param width how many hashes or entries
 */
record TilePath(TileName name, int width) {

  private static final Pattern LEVEL = Pattern.compile("entries|[0-9]|[1-5][0-9]|6[0-3]");
  private static final Pattern INDEX =
      Pattern.compile("((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  static Optional<TilePath> of(String level, String rest) {
    Matcher index = INDEX.matcher(rest);
    if (!LEVEL.matcher(level).matches() || !index.matches() || rest.startsWith("x000/")) {
      return Optional.empty();
    }
    int width = index.group(2) == null ? TileName.WIDTH : Integer.parseInt(index.group(2));
    if (width > TileName.WIDTH || (width == TileName.WIDTH && index.group(2) != null)) {
      return Optional.empty();
    }
    int number = level.equals("entries") ? TileName.ENTRIES : Integer.parseInt(level);
    long place = Long.parseLong(index.group(1).replaceAll("[x/]", ""));
    return Optional.of(new TilePath(new TileName(number, place), width));
  }
}
