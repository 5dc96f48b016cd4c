package jp.meishigura.verifier.note;

/** Names of keys (C2SP signed-note, "Format"). */
final class KeyName {
  private KeyName() {}

  /** Not empty, no Unicode space, no plus, nothing that a terminal would obey. */
  static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                one ->
                    one == '+'
                        || Character.isWhitespace(one)
                        || Character.isSpaceChar(one)
                        || Character.isISOControl(one));
  }
}
