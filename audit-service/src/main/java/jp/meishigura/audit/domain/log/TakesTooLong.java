package jp.meishigura.audit.domain.log;

/** A question that the log could not answer within the time that one may take. */
public final class TakesTooLong extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TakesTooLong() {
    super("a question to the log took too long");
  }
}
