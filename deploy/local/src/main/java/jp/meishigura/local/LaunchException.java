package jp.meishigura.local;

/** Something the person at the terminal must know or do; its message is all they see. */
public final class LaunchException extends RuntimeException {
  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
