package jp.meishigura.audit.domain.detect;

/** A rule that cannot be read; the message says where and what it must be. */
public final class BadRule extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  BadRule(String where, String must) {
    super(where + " " + must);
  }
}
