package jp.meishigura.contacts.store;

/** A digest was computed under a version of the index keys that a newer one has replaced. */
public final class StaleIndexKey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the trigger on {@code blind_indexes} raises. */
  static final String SQL_STATE = "MK001";

  StaleIndexKey() {
    super("the index keys have a newer version");
  }
}
