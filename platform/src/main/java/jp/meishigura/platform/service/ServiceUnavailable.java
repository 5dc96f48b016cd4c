package jp.meishigura.platform.service;

/** A server that this one needs did not answer as it should. Never carries its answer. */
public final class ServiceUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String part;

  public ServiceUnavailable(String part, String what) {
    super(part + ": " + what);
    this.part = part;
  }

  /** Which server: {@code identity-provider}, {@code crypto-gateway}, {@code vault}, … */
  public String part() {
    return part;
  }
}
