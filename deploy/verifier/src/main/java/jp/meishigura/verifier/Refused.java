package jp.meishigura.verifier;

/** Something is not proved. Checked, because whoever asks must say what then happens. */
public final class Refused extends Exception {
  private final Failure failure;

  /**
   * @param detail for a person: what was found where
   */
  public Refused(Failure failure, String detail) {
    super(detail);
    this.failure = failure;
  }

  /** The kind of failure. */
  public Failure failure() {
    return failure;
  }

  /** For a person: what was found where. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
