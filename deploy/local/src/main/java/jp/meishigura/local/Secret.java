package jp.meishigura.local;

/** A generated password or key. It shows itself only when asked to. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value, for a file of mode 600 or a connection; never for a log or a command line. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
