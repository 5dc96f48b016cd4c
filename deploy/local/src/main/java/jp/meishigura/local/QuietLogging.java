package jp.meishigura.local;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Silences the libraries' logging: the launcher prints what people need to know itself. */
public final class QuietLogging {
  /** Called by {@code java.util.logging} at its start. */
  public QuietLogging() {
    Logger.getLogger("").setLevel(Level.OFF);
  }
}
