package jp.meishigura.consent.domain.delivery;

/** An attempt that failed. It says why in one word of ours, never in a server's words. */
public final class DeliveryFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DeliveryFault fault;

  public DeliveryFailed(DeliveryFault fault) {
    super(fault.slug());
    this.fault = fault;
  }

  public DeliveryFault fault() {
    return fault;
  }
}
