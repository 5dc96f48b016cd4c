package jp.meishigura.platform.seal;

/** A sealed field that does not open: altered, moved, cut, or under another key. */
public final class SealBroken extends Exception {

  private static final long serialVersionUID = 1L;

  SealBroken(String how) {
    super(how);
  }
}
