package jp.meishigura.audit.format;

/** Bytes that are no recorded event. */
public final class NotAnEvent extends Exception {

  private static final long serialVersionUID = 1L;

  NotAnEvent() {
    super("not a recorded event");
  }
}
