package jp.meishigura.gateway.domain.ring;

/** A ring lacks a version that there is by now, or still has one that is gone. */
public final class StaleRing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StaleRing() {
    super("another version of the tenant's secret exists");
  }
}
