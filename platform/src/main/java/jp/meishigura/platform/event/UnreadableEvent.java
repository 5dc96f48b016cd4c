package jp.meishigura.platform.event;

/** An event that will never be readable, however often it is tried. */
public final class UnreadableEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableEvent(String why) {
    super(why);
  }
}
