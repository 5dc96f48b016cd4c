package jp.meishigura.gateway.domain.ring;

/** A wrapped key that does not open: altered, moved, or belonging to another. Holds no key. */
public final class KeyBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public KeyBroken(String how) {
    super(how);
  }
}
